//! Whose connection it is.
//!
//! Everyone who works on this machine reaches its ports, also those whom the folder above the output
//! keeps out. Linux tells to whom the other end of a connection belongs; where it cannot be told,
//! as through a tunnel or on other systems, it is let in.

use std::net::TcpStream;

/// Whether whoever is at the other end may ask: the user of this program, or root, who reads
/// everything anyway.
#[cfg(target_os = "linux")]
pub(super) fn may_ask(stream: &TcpStream) -> bool {
    use std::net::SocketAddr::V4;
    let (Ok(V4(peer)), Ok(V4(own))) = (stream.peer_addr(), stream.local_addr()) else { return false };
    let table = |path| std::fs::read_to_string(path).unwrap_or_default();
    let found = table::owner(&table("/proc/net/tcp"), peer, own);
    let owner = found.or_else(|| table::owner(&table("/proc/net/tcp6"), peer, own));
    owner.is_none_or(|owner| owner == 0 || owner == rustix::process::geteuid().as_raw())
}

#[cfg(not(target_os = "linux"))]
pub(super) fn may_ask(_stream: &TcpStream) -> bool {
    true
}

#[cfg(any(target_os = "linux", test))]
mod table {
    use std::net::{Ipv4Addr, SocketAddrV4};

    /// The user to whom the end at `peer` of a connection to `own` belongs, by a table of the kernel.
    pub(super) fn owner(table: &str, peer: SocketAddrV4, own: SocketAddrV4) -> Option<u32> {
        let (peer, own) = (written(peer), written(own));
        table.lines().find_map(|line| {
            let words: Vec<&str> = line.split_ascii_whitespace().collect();
            let [_, local, remote, _, _, _, _, user, ..] = words[..] else { return None };
            let is = |word: &str, address: &[String; 2]| address.iter().any(|own| own == word);
            (is(local, &peer) && is(remote, &own)).then(|| user.parse().ok())?
        })
    }

    /// An address as the kernel writes it: in its own order of bytes, also as one of IPv6.
    fn written(address: SocketAddrV4) -> [String; 2] {
        let word = |bytes: [u8; 4]| format!("{:08X}", u32::from_ne_bytes(bytes));
        let (ip, port): (Ipv4Addr, u16) = (*address.ip(), address.port());
        let short = word(ip.octets());
        let prefix = [word([0; 4]), word([0; 4]), word([0, 0, 0xFF, 0xFF])].concat();
        [format!("{short}:{port:04X}"), format!("{prefix}{short}:{port:04X}")]
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        #[cfg(target_endian = "little")]
        fn the_owner_of_the_other_end_is_found() {
            let table = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n\
                \x20  0: 0100007F:20F5 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1 0\n\
                \x20  1: 0100007F:20F5 0100007F:B3A8 01 00000000:00000000 00:00000000 00000000  1000        0 2 1 0\n\
                \x20  2: 0100007F:B3A8 0100007F:20F5 01 00000000:00000000 00:00000000 00000000  1001        0 3 1 0\n\
                \x20  3: 0000000000000000FFFF00000100007F:B3A9 0000000000000000FFFF00000100007F:20F5 01 0:0 0:0 0 1002 0 4\n";
            let at = |port| SocketAddrV4::new(Ipv4Addr::LOCALHOST, port);
            assert_eq!(owner(table, at(0xB3A8), at(8437)), Some(1001));
            assert_eq!(owner(table, at(0xB3A9), at(8437)), Some(1002));
            assert_eq!(owner(table, at(0xB3AA), at(8437)), None);
            assert_eq!(owner(table, at(0xB3A8), at(8438)), None);
            assert_eq!(owner("", at(1), at(2)), None);
        }
    }
}
