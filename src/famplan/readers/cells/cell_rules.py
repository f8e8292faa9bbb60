"""Rules of single cells, of lines, columns and files."""

from __future__ import annotations

from famplan.readers.rule import FaultRule

__all__ = [
    "BROKEN_LINE",
    "COLUMN_TWICE",
    "DAMAGED",
    "DANGLING",
    "DATE_OUT",
    "DUPLICATE_KEY",
    "IDENTITY_AGAIN",
    "IDENTITY_BIRTH",
    "IDENTITY_SEX",
    "IDENTITY_UNCHECKED",
    "IDENTITY_WRONG",
    "LINE_BREAK",
    "NOT_A_DATE",
    "NOT_A_FLAG",
    "NOT_A_NUMBER",
    "NOT_A_WORD",
    "NOT_WHOLE",
    "NO_COLUMN",
    "NO_TABLE",
    "NO_VALUE",
    "OUT_OF_BOUNDS",
    "TO_SET_ASIDE",
    "UNKNOWN_COLUMN",
    "UNKNOWN_FILE",
]

NO_VALUE = FaultRule("no value where one is needed", "必填项为空")
NOT_A_DATE = FaultRule("not a date", "不是日期")
DATE_OUT = FaultRule("date before 1800 or after 2100", "日期早于1800年或晚于2100年")
NOT_A_WORD = FaultRule("not a word of the list", "不在代码表内")
NOT_A_NUMBER = FaultRule("not a number", "不是数字")
NOT_WHOLE = FaultRule("not a whole number", "不是整数")
OUT_OF_BOUNDS = FaultRule("number out of bounds", "数值超出范围")
NOT_A_FLAG = FaultRule("neither yes nor no", "既不是“是”也不是“否”")
DAMAGED = FaultRule("damaged characters", "字符损坏")
LINE_BREAK = FaultRule(
    "line break in a cell: perhaps a quote is not closed", "单元格内有换行，引号可能未闭合"
)
BROKEN_LINE = FaultRule("too many or too few cells in the line", "该行单元格数量不符")
DUPLICATE_KEY = FaultRule("key of an earlier row", "编号与前面的行重复")
DANGLING = FaultRule("leads to no row of the other table", "引用的编号在对应表中不存在")
TO_SET_ASIDE = FaultRule("leads to a row that is set aside", "引用的行已另存，不予统计")
NO_COLUMN = FaultRule("column is missing", "缺少必需的列")
NO_TABLE = FaultRule("table is missing: its rows are known by name only", "缺少所引用的表")
COLUMN_TWICE = FaultRule("column given twice: the first is read", "同一列出现两次，只读第一列")
UNKNOWN_COLUMN = FaultRule("column is not in the schema and not read", "结构中没有的列，未读取")
UNKNOWN_FILE = FaultRule("file is no table of the schema and not read", "不是结构中的表，未读取")
IDENTITY_WRONG = FaultRule("identity number is not valid", "身份证号无效")
IDENTITY_BIRTH = FaultRule(
    "identity number disagrees with the date of birth", "身份证号与出生日期不符"
)
IDENTITY_SEX = FaultRule("identity number disagrees with the sex", "身份证号与性别不符")
IDENTITY_AGAIN = FaultRule("identity number of an earlier row", "身份证号与前面的行重复")
IDENTITY_UNCHECKED = FaultRule(
    'identity numbers are not checked: pip install "famplan[identity]"',
    '身份证号未校验：pip install "famplan[identity]"',
)
