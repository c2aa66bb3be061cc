//! What the YAML parser complains of, in sentences for people who do not know the YAML grammar.

use granit_parser::ErrorKind;

use crate::finding::Message;
use crate::say;

/// What is wrong, and how to mend it.
pub(super) fn explain(kind: &ErrorKind) -> (Message, Message) {
    use ErrorKind::*;
    match kind {
        UnclosedQuotedScalar | InvalidQuotedScalarIndent | DocumentIndicatorInQuotedScalar => (
            say!("这里的引号没有收尾", "this quote is not closed"),
            say!("在值的末尾补上同样的引号", "put the same quote at the end of the value"),
        ),
        InvalidTrailingSingleQuotedScalar | InvalidTrailingDoubleQuotedScalar => (
            say!("引号收尾之后又有内容", "something follows the closing quote"),
            say!(
                "用一对引号括住整个值；值里要用引号就写中文引号“”",
                "put the whole value between one pair of quotes; inside it use other quotes"
            ),
        ),
        UnknownQuotedScalarEscape
        | InvalidQuotedScalarHexEscape
        | InvalidLowSurrogateHexEscape
        | InvalidLowSurrogate
        | MissingLowSurrogate
        | UnpairedLowSurrogate
        | InvalidUnicodeEscape => (
            say!("双引号里的反斜杠写法不对", "the backslash between double quotes is not a known escape"),
            say!("改用单引号，或把反斜杠写成两个", "use single quotes, or write the backslash twice"),
        ),
        UnclosedFlowCollection { open } => (
            say!("括号“{open}”没有收尾", "the bracket '{open}' is not closed"),
            say!("补上与它成对的括号", "add the bracket that closes it"),
        ),
        UnexpectedEofFlowSequence | UnexpectedEofFlowMapping | UnexpectedEofImplicitFlowMapping => (
            say!("文件完了，括号还没有收尾", "the file ends inside brackets"),
            say!("补上与它成对的括号", "add the bracket that closes it"),
        ),
        MismatchedFlowCollectionEnd { open, close } => (
            say!("括号“{open}”不能用“{close}”收尾", "the bracket '{open}' cannot be closed by '{close}'"),
            say!("[ 用 ] 收尾，{{ 用 }} 收尾", "close [ with ] and {{ with }}"),
        ),
        MisplacedFlowCollectionEnd => (
            say!("多出一个收尾的括号", "there is a closing bracket too many"),
            say!("删掉它；是值的一部分就给整个值加引号", "delete it, or quote the value it belongs to"),
        ),
        ExpectedFlowMappingSeparator
        | ExpectedFlowSequenceSeparator
        | BlockEntryInFlowCollection
        | InvalidColonPlacement
        | FlowMappingValueAdjacentCollection
        | InvalidFlowScalarIndent => (
            say!("括号里少了逗号，或括号没有收尾", "a comma is missing between the brackets, or they are not closed"),
            say!(
                "各项之间用半角逗号加空格隔开，末尾补上收尾的括号；值里有冒号就加引号",
                "put ', ' between the items and close the bracket; quote a value that holds a colon"
            ),
        ),
        TabNotAllowed
        | TabInBlockIndentation
        | TabInIndentation
        | TabInPlainScalar
        | TabAtBlockScalarStart
        | InvalidBlockEntryWhitespace
        | InvalidMappingValueWhitespace => (
            say!("这里用了制表符", "there is a tab here"),
            say!("缩进和分隔请用空格，不用制表符", "indent and separate with spaces, not tabs"),
        ),
        MappingValueNotAllowed => (
            say!("这里不能再写“: ”", "a second ': ' cannot stand here"),
            say!(
                "值里有冒号就给整个值加引号；否则检查这一行与上一行的缩进",
                "quote a value that holds a colon; otherwise check the indentation of this line and the one before"
            ),
        ),
        SimpleKeyExpected | InvalidSimpleKey | MappingKeyNotAllowed => (
            say!("这一行不是“键: 值”", "this line is not 'key: value'"),
            say!(
                "键后写半角冒号加空格；是上一行的续行就再缩进一层",
                "put ': ' after the key, or indent the line further if it continues the one before"
            ),
        ),
        InvalidIndentation | ExpectedBlockMappingKey | ExpectedBlockSequenceEntry | BlockSequenceEntryNotAllowed => (
            say!("缩进与上文对不上", "the indentation does not fit the lines before"),
            say!("同一层的键和“- ”要左对齐", "keys and '- ' of one level begin in the same column"),
        ),
        UnexpectedCharacter { character } => (
            say!("值不能以“{character}”开头", "a value cannot begin with '{character}'"),
            say!("给整个值加引号", "quote the whole value"),
        ),
        RecursionLimitExceeded => (
            say!("嵌套得太深", "this is nested too deeply"),
            say!("预案的数据只有几层；检查括号和缩进", "a plan has a few levels only; check brackets and indentation"),
        ),
        CommentInterceptedScalar | CommentNotSeparated => (
            say!("注释的位置不对", "a comment cannot stand here"),
            say!("“#”前留一个空格，注释放在值的后面", "put a blank before '#', and the comment after the value"),
        ),
        ZeroBlockScalarIndent | InvalidBlockScalarHeader | InvalidBlockScalarIndent => (
            say!("“|”或“>”后面的文字写法不对", "the text after '|' or '>' is not written properly"),
            say!("“|”后换行，文字比键多缩进两格", "begin a new line after '|' and indent the text below the key"),
        ),
        ExpectedTagBang
        | ExpectedTagDirectiveBang
        | InvalidGlobalTagCharacter
        | InvalidTagTerminator
        | MissingTagUri
        | UnclosedVerbatimTag
        | InvalidTagEscape
        | InvalidTagUtf8LeadingByte
        | InvalidTagUtf8TrailingByte
        | InvalidTagUtf8
        | UndeclaredTagHandle
        | MissingAnchorOrAliasName
        | UnknownAnchor => (
            say!(
                "“!”“&”“*”在值的开头有特殊含义",
                "'!', '&' and '*' have a meaning of their own at the start of a value"
            ),
            say!("给整个值加引号", "quote the whole value"),
        ),
        _ => (
            say!("此处不合 YAML 语法", "this is not YAML"),
            say!(
                "检查这一行及上一行的缩进、引号和冒号",
                "check indentation, quotes and colons of this line and the one before"
            ),
        ),
    }
}
