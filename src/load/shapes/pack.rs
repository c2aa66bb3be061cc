//! Reading the sections of law packs.

use super::super::read::reads;
use crate::model::pack::*;

reads! {
    Area { required province; list codes; required source; required grade; required valid_from; optional valid_to; }
    AreaCode { required code; list cities; }
    Authority {
        required id; required name; optional number; optional jurisdiction; optional class; required applies;
        required source; required grade; required valid_from; optional valid_to;
    }
    DeadService {
        list names; required ended; required source; required grade; required valid_from; optional valid_to;
    }
    ConsumerService {
        list names; list except; required source; required grade; required valid_from; optional valid_to;
    }
    FreeMail { list domains; required source; required grade; required valid_from; optional valid_to; }
    Clock {
        required id; required when; required applies; required to; optional jurisdiction; optional within;
        defaulted form; required source; required grade; required valid_from; optional valid_to;
    }
    Indicator { required id; required label; required unit; required applies; list thresholds; }
    Threshold {
        required level; required at_least; required source; required grade; required valid_from; optional valid_to;
    }
    Class { required category; required source; required grade; required valid_from; optional valid_to; }
    Scenario {
        required id; required label; list words; required source; required grade; required valid_from;
        optional valid_to;
    }
    RoomLimit {
        required id; required label; required recommended_max; required tolerated_max; required source;
        required grade; required valid_from; optional valid_to;
    }
    Contents {
        required id; required title; list clocks; required source; required grade; defaulted binding;
        required valid_from; optional valid_to; list items;
    }
    ContentItem { required id; required label; list fields; list labels; }
    Holidays {
        required year; required source; required grade; required valid_from; optional valid_to; list closed; list open;
    }
    Closed { required name; required from; required to; }
    Period {
        required of; required most; required what; required source; required grade; required valid_from;
        optional valid_to;
    }
    KnownLaw {
        required id; required title; list aliases; list editions; optional mandatory; required source; required grade;
    }
    LawEdition {
        required edition; optional number; required valid_from; optional valid_to; optional articles;
        list shifts; list moved;
    }
    Shift { required first; required by; }
    Moved { required was; required now; required about; }
    Trade {
        required trade; required english; list words; required source; required grade;
        required valid_from; optional valid_to;
    }
    PackForm { required id; required label; required title; required purpose; list fields; list notes; }
    Blocked { required word; list except; }
    Confusable { required wrong; required right; list except; }
    Outdated {
        required term; required replacement; list except; required source; required grade;
        required valid_from; optional valid_to;
    }
}
