//! The rules that reading itself enforces, under the names they have in the rule list.

use crate::finding::RuleName;

macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $code:literal;)*) => {
        $($(#[$doc])* pub const $name: RuleName = RuleName { id: $id, code: $code };)*

        /// All of them.
        pub const ALL: &[RuleName] = &[$($name),*];
    };
}

faults! {
    /// A file that cannot be read.
    UNREADABLE_FILE = "unreadable-file", "INP01";
    /// A file that is not UTF-8.
    WRONG_ENCODING = "wrong-encoding", "INP02";
    /// A file or a plan that is too large.
    OVER_LIMIT = "over-limit", "INP03";
    /// A sheet without the headings of a contact book, or with headings that contradict each other.
    UNKNOWN_LAYOUT = "unknown-layout", "INP04";
    /// A cell whose value cannot be taken over.
    UNUSABLE_CELL = "unusable-cell", "INP05";
    /// Cells that nobody sees who looks at the sheet.
    HIDDEN_CELLS = "hidden-cells", "INP06";
    /// What a contact book says otherwise than the plan.
    CHANGED_CONTACT = "changed-contact", "INP07";
    /// What a confirmation sheet leaves open.
    UNCONFIRMED_CONTACT = "unconfirmed-contact", "INP08";
    /// Text that is not YAML.
    YAML_SYNTAX = "yaml-syntax", "SYN01";
    /// A key nobody knows.
    UNKNOWN_KEY = "unknown-key", "SYN02";
    /// A key given twice.
    DUPLICATE_KEY = "duplicate-key", "SYN03";
    /// A value of the wrong kind.
    WRONG_TYPE = "wrong-type", "SYN04";
    /// A field that is missing.
    MISSING_FIELD = "missing-field", "SYN05";
    /// A word that is not one of those allowed.
    UNKNOWN_WORD = "unknown-word", "SYN06";
    /// A date that does not exist or is written otherwise.
    BAD_DATE = "bad-date", "SYN07";
    /// A quantity that cannot be read.
    BAD_QUANTITY = "bad-quantity", "SYN08";
    /// A condition that cannot be read or does not fit its variables.
    BAD_CONDITION = "bad-condition", "SYN09";
    /// A character that cannot be seen.
    HIDDEN_CHARACTER = "hidden-character", "SYN10";
    /// An id that is not kebab-case, or a word YAML reads otherwise.
    BAD_ID = "bad-id", "SYN11";
    /// Markdown that the documents cannot show.
    BAD_MARKDOWN = "bad-markdown", "SYN12";
    /// A reference call that cannot be read.
    BAD_CALL = "bad-call", "SYN13";
    /// Classified text, which this tool must not handle.
    CLASSIFIED_TEXT = "classified-text", "SYN14";
    /// A chain that leads back to its start.
    CIRCLE = "circular-chain", "SYN15";
    /// A value marked more open than what it belongs to.
    LOOSE_VISIBILITY = "loose-visibility", "SYN16";
    /// A character that looks like another one.
    LOOKALIKE_CHARACTER = "lookalike-character", "SYN17";
    /// A local value that is looser than the law's.
    LOOSE_LOCAL_VALUE = "loose-local-value", "SYN18";
    /// A telephone number that other programs take for a number.
    NUMBER_WITHOUT_QUOTES = "number-without-quotes", "SYN19";
    /// A file of another program that is no JSON.
    BAD_JSON = "bad-json", "DRF01";
    /// A CACAO playbook that cannot be followed.
    BAD_CACAO = "bad-cacao", "DRF02";
    /// Something that a playbook to be imported does not say.
    OPEN_DRAFT = "open-draft", "DRF03";
    /// Something that a playbook to be imported says and a plan has no field for.
    UNPLACED_PART = "unplaced-part", "DRF04";
    /// An id given twice.
    DUPLICATE_ID = "duplicate-id", "STR01";
    /// A reference to nothing.
    DANGLING_REFERENCE = "dangling-reference", "STR02";
    /// A value that was left empty.
    EMPTY_VALUE = "empty-value", "STR06";
    /// A number without its unit.
    QUANTITY_WITHOUT_UNIT = "quantity-without-unit", "PLB04";
}
