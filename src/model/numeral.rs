//! Whole numbers in Chinese.

/// A whole number below ten thousand in Chinese: 十二, 二十, 一百零三.
pub fn chinese(number: usize) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    const PLACES: [(usize, &str); 4] = [(1000, "千"), (100, "百"), (10, "十"), (1, "")];
    if number == 0 || number > 9999 {
        return number.to_string();
    }
    let mut words = String::new();
    let mut gap = false;
    for (place, name) in PLACES {
        let digit = number / place % 10;
        if digit == 0 {
            gap = !words.is_empty();
            continue;
        }
        if gap {
            words.push('零');
            gap = false;
        }
        // 十二, not 一十二.
        if !(digit == 1 && place == 10 && words.is_empty()) {
            words.push(DIGITS[digit]);
        }
        words.push_str(name);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numerals() {
        let words: Vec<_> = [1, 10, 12, 20, 21, 103, 110, 1001].into_iter().map(chinese).collect();
        assert_eq!(words, ["一", "十", "十二", "二十", "二十一", "一百零三", "一百一十", "一千零一"]);
    }
}
