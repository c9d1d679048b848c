"""English sentences for what may be wrong with a marking scheme's file, for the command line."""

from beizhan.core.faults import Fault
from beizhan.core.scheme_faults import SCHEME_FAULTS

_AMOUNTS = frozenset(("found", "wanted", "declared", "actual", "allowed"))
"""Facts of the scheme's own faults that are hundredths of a mark."""

SENTENCES = {
    # the scheme
    "aspects_missing": "The scheme has no aspect.",
    "total_not_100": "The aspects add up to {found} marks, not {wanted}.",
    "sections_missing": "No section of the standards is declared.",
    "section_repeated": "Section {section} is declared twice.",
    "section_mark_missing": "Section {section} has no marks declared.",
    "sections_not_100": "The sections declare {found} marks together, not {wanted}.",
    "section_deviates": "Section {section} has {actual} marks where {declared} are declared; {allowed} may differ.",
    "variation_exceeds": "The sections differ by {found} marks together; {allowed} may.",
    "criterion_repeated": "Criterion {criterion} is declared twice.",
    "criterion_empty": "Criterion {criterion} has no aspect.",
    "criterion_mark_differs": "Criterion {criterion} declares {declared} marks; its aspects add up to {actual}.",
    "sub_criterion_repeated": "Sub-criterion {sub_criterion} occurs twice.",
    "sub_criterion_empty": "Sub-criterion {sub_criterion} has no aspect.",
    "day_missing": "Sub-criterion {sub_criterion} has no day of marking.",
    "kinds_mixed": "Sub-criterion {sub_criterion} mixes measurement and judgement.",
    "key_repeated": "Aspect {aspect} has the identity of another aspect.",
    "description_missing": "Aspect {aspect} has no description.",
    "mark_missing": "Aspect {aspect} has no mark.",
    "mark_not_positive": "Aspect {aspect} is worth {found} marks; it must be worth more than 0.",
    "section_missing": "Aspect {aspect} names no section of the standards.",
    "section_unknown": "Aspect {aspect} names section {section}, which is not declared.",
    "descriptors_missing": "Judgement aspect {aspect} does not describe the levels {scores}.",
    "descriptors_irregular": "Judgement aspect {aspect} describes the levels {scores} twice, or outside 0 to 3.",
    "descriptors_unused": "Measurement aspect {aspect} describes levels of judgement, which are not used.",
    # its reading
    "aspect_before_sub_criterion": "The aspect stands before any sub-criterion; one was made for it.",
    "calculation_irregular": "A parameter in {sheet} {sheet_cell} does not follow the grammar: {text}",
    "calculation_unknown": "The aspect cites calculation row {found}, which is not there.",
    "calculation_unused": "Calculation {name} in {sheet} row {sheet_row} is cited by no aspect; it was not taken over.",
    "calculations_missing": "Aspects cite the calculation rows {rows}, but the file has no calculations.",
    "cell_ignored": "What stands here has no place in the layout and was not taken over: {text}",
    "comment_ignored": "A remark, not taken over: {text}",
    "day_differs": "Day {found} differs from day {kept} of the sub-criterion, which was kept.",
    "day_not_understood": "The day of marking is not understood: {found}",
    "descriptor_without_aspect": "A judgement level stands before any aspect: {text}",
    "descriptor_without_score": "This line has no score; it was added to what stands above it: {text}",
    "encoding_guessed": "The file does not say its encoding; it was read as {encoding}. Look at the characters.",
    "formula_without_value": "The mark is a formula without a stored value: {found}",
    "mark_not_a_number": "The mark is not a number: {found}",
    "mark_too_fine": "The mark has more than two decimals: {found}",
    "row_not_understood": "The row is not understood: {text}",
    "score_not_understood": "The judgement score {found} is not a whole number; its text was not taken over: {text}",
    "sheet_ignored": "Sheet {sheet} also holds aspects; only {read} was read.",
    "sheet_unread": "Sheet {sheet} is damaged or too large and was not looked at.",
    "sub_criterion_irregular": "The sub-criterion has no regular id; it was taken as {sub_criterion}.",
    "type_missing": "The aspect has no type.",
    "type_subjective": "The type {found} means the abolished 1 to 10 scoring; the aspect was taken as judgement.",
    "type_unknown": "The aspect type {found} is neither M nor J.",
    # a file that cannot be read
    "no_aspects": "No sheet of the file holds a single aspect.",
    "not_a_workbook": "The file is neither a workbook nor a table.",
    "workbook_damaged": "The workbook cannot be opened: {reason}",
    "workbook_encrypted": "The workbook is protected by a password.",
    "sheet_too_large": "Sheet {sheet} uses {rows} rows and {columns} columns; 20000 and 200 can be read.",
    "csv_damaged": "The table breaks off in row {row}: {reason}",
    "file_missing": "The file {file} cannot be opened.",
    # a file that may not be read
    "extension_not_allowed": "The file {file} is of a kind that is not read here; it may be one of {allowed}.",
    "file_empty": "The file is empty.",
    "file_too_large": "The file has {found} bytes; {allowed} may be read.",
    "content_differs": "The content is not what the extension {extension} says.",
    "archive_damaged": "The file is damaged: {reason}",
    "archive_too_many_entries": "The file packs {found} parts; {allowed} may be read.",
    "archive_too_large": "The file unpacks to {found} bytes; {allowed} may be read.",
    "archive_ratio": "The file unpacks to {found} times its size; {allowed} times may be read.",
    "archive_name_unsafe": "A packed part has an unsafe name: {part}",
    "archive_repeats": "Two packed parts have the same name.",
    "archive_symlink": "A packed part is a link: {part}",
    "archive_encrypted": "A packed part is encrypted: {part}",
    "archive_method": "A packed part is packed in an unusual way: {part}",
    "archive_overlaps": "Packed parts overlap.",
    "archive_nested": "An archive is hidden in the file: {part}",
    "active_macro": "The workbook contains macros. Save it without them and try again.",
    "active_embedded": "The workbook contains embedded objects. Remove them and try again.",
    "active_external": "The workbook draws on other files. Break its links and try again.",
    "active_dde": "The file contains a command for another program.",
    "xml_doctype": "A part declares a document type, which no workbook needs: {part}",
    "xml_malformed": "A part is not well-formed: {part}",
    "reading_too_long": "Reading took longer than {allowed} seconds.",
    "reading_too_large": "Reading needed more memory than it may have.",
    "answer_too_large": "The file says more than can be taken over.",
    "reader_died": "The file could not be read; the reader broke down.",
}


def sentence_of(fault: Fault) -> str:
    """Return the sentence of a fault."""
    facts = {name: _told(fault.code, name, value) for name, value in fault.facts.items()}
    return SENTENCES[fault.code].format(**{"row": fault.row, **facts})


def _told(code: str, name: str, value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, int) and name in _AMOUNTS and code in SCHEME_FAULTS:
        return f"{value / 100:.2f}"
    return str(value)
