"""What each fault of an uploaded file says, and of the scheme in it. ``%(name)s`` takes the fact of that name."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SCHEME_SENTENCES: Mapping[str, str | Promise] = {
    "aspects_missing": _("The scheme has no aspect."),
    "criterion_empty": _("Criterion %(criterion)s has no aspect."),
    "criterion_mark_differs": _(
        "Criterion %(criterion)s declares %(declared)s marks; its aspects add up to %(actual)s."
    ),
    "criterion_repeated": _("Criterion %(criterion)s is declared twice."),
    "day_missing": _("Sub-criterion %(sub_criterion)s has no day of marking."),
    "description_missing": _("Aspect %(aspect)s has no description."),
    "descriptors_irregular": _("Judgement aspect %(aspect)s describes the levels %(scores)s twice, or outside 0 to 3."),
    "descriptors_missing": _("Judgement aspect %(aspect)s does not describe the levels %(scores)s."),
    "descriptors_unused": _("Measurement aspect %(aspect)s describes levels of judgement, which are not used."),
    "key_repeated": _("Aspect %(aspect)s has the identity of another aspect."),
    "kinds_mixed": _("Sub-criterion %(sub_criterion)s mixes measurement and judgement."),
    "mark_missing": _("Aspect %(aspect)s has no mark."),
    "mark_not_positive": _("Aspect %(aspect)s is worth %(found)s marks; it must be worth more than 0."),
    "section_deviates": _(
        "Section %(section)s has %(actual)s marks where %(declared)s are declared; %(allowed)s may differ."
    ),
    "section_mark_missing": _("Section %(section)s has no marks declared."),
    "section_missing": _("Aspect %(aspect)s names no section of the standards."),
    "section_repeated": _("Section %(section)s is declared twice."),
    "section_unknown": _("Aspect %(aspect)s names section %(section)s, which is not declared."),
    "sections_missing": _("No section of the standards is declared."),
    "sections_not_100": _("The sections declare %(found)s marks together, not %(wanted)s."),
    "sub_criterion_empty": _("Sub-criterion %(sub_criterion)s has no aspect."),
    "sub_criterion_repeated": _("Sub-criterion %(sub_criterion)s occurs twice."),
    "total_not_100": _("The aspects add up to %(found)s marks, not %(wanted)s."),
    "variation_exceeds": _("The sections differ by %(found)s marks together; %(allowed)s may."),
}
"""Faults of a scheme; whatever is an amount among their facts is hundredths of a mark."""

FILE_SENTENCES: Mapping[str, str | Promise] = {
    "active_dde": _("The file contains a command for another program."),
    "active_embedded": _("The file contains embedded objects. Remove them and try again."),
    "active_external": _("The file draws on other files. Break its links and try again."),
    "active_macro": _("The file contains macros. Save it without them and try again."),
    "answer_too_large": _("The file says more than can be taken over."),
    "archive_damaged": _("The file is damaged: %(reason)s"),
    "archive_encrypted": _("A packed part is encrypted: %(part)s"),
    "archive_method": _("A packed part is packed in an unusual way: %(part)s"),
    "archive_name_unsafe": _("A packed part has an unsafe name: %(part)s"),
    "archive_nested": _("An archive is hidden in the file: %(part)s"),
    "archive_overlaps": _("Packed parts overlap."),
    "archive_ratio": _("The file unpacks to %(found)s times its size; %(allowed)s times may be read."),
    "archive_repeats": _("Two packed parts have the same name."),
    "archive_symlink": _("A packed part is a link: %(part)s"),
    "archive_too_large": _("The file unpacks to %(found)s bytes; %(allowed)s may be read."),
    "archive_too_many_entries": _("The file packs %(found)s parts; %(allowed)s may be read."),
    "aspect_before_sub_criterion": _("The aspect stands before any sub-criterion; one was made for it."),
    "calculation_irregular": _("A parameter in %(sheet)s %(sheet_cell)s does not follow the grammar: %(text)s"),
    "calculation_unknown": _("The aspect cites calculation row %(found)s, which is not there."),
    "calculation_unused": _(
        "Calculation %(name)s in %(sheet)s row %(sheet_row)s is cited by no aspect; it was not taken over."
    ),
    "calculations_missing": _("Aspects cite the calculation rows %(rows)s, but the file has no calculations."),
    "cell_ignored": _("What stands here has no place in the layout and was not taken over: %(text)s"),
    "comment_ignored": _("A remark, not taken over: %(text)s"),
    "content_differs": _("The content is not what the extension %(extension)s says."),
    "csv_damaged": _("The table breaks off in row %(row)s: %(reason)s"),
    "day_differs": _("Day %(found)s differs from day %(kept)s of the sub-criterion, which was kept."),
    "day_not_understood": _("The day of marking is not understood: %(found)s"),
    "descriptor_without_aspect": _("A judgement level stands before any aspect: %(text)s"),
    "descriptor_without_score": _("This line has no score; it was added to what stands above it: %(text)s"),
    "encoding_guessed": _("The file does not say its encoding; it was read as %(encoding)s. Look at the characters."),
    "extension_not_allowed": _("The file %(file)s is of a kind that is not read here; it may be one of %(allowed)s."),
    "file_empty": _("The file is empty."),
    "file_missing": _("The file %(file)s cannot be opened."),
    "file_too_large": _("The file has %(found)s bytes; %(allowed)s may be read."),
    "formula_without_value": _("The mark is a formula without a stored value: %(found)s"),
    "links_not_followed": _("The file draws on other files; what it last read from them was taken: %(part)s"),
    "mark_not_a_number": _("The mark is not a number: %(found)s"),
    "mark_too_fine": _("The mark has more than two decimals: %(found)s"),
    "no_aspects": _("No sheet of the file holds a single aspect."),
    "not_a_workbook": _("The file is neither a workbook nor a table."),
    "reader_died": _("The file could not be read; the reader broke down."),
    "reading_too_large": _("Reading needed more memory than it may have."),
    "reading_too_long": _("Reading took longer than %(allowed)s seconds."),
    "row_not_understood": _("The row is not understood: %(text)s"),
    "score_not_understood": _(
        "The judgement score %(found)s is not a whole number; its text was not taken over: %(text)s"
    ),
    "sheet_ignored": _("Sheet %(sheet)s also holds aspects; only %(read)s was read."),
    "sheet_too_large": _("Sheet %(sheet)s uses %(rows)s rows and %(columns)s columns; that is more than can be read."),
    "sheet_unread": _("Sheet %(sheet)s is damaged or too large and was not looked at."),
    "sub_criterion_irregular": _("The sub-criterion has no regular id; it was taken as %(sub_criterion)s."),
    "type_missing": _("The aspect has no type."),
    "type_subjective": _("The type %(found)s means the abolished 1 to 10 scoring; the aspect was taken as judgement."),
    "type_unknown": _("The aspect type %(found)s is neither M nor J."),
    "upload_forgotten": _("The file that you looked at is no longer here; upload it again."),
    "upload_missing": _("Choose a file first."),
    "workbook_damaged": _("The workbook cannot be opened: %(reason)s"),
    "workbook_encrypted": _("The workbook is protected by a password."),
    "xml_doctype": _("A part declares a document type, which no file of this kind needs: %(part)s"),
    "xml_malformed": _("A part is not well-formed: %(part)s"),
}
"""Faults of a file: what it may not be, and what in it was not plain."""
