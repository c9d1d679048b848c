"""Sixty texts that a careless writer would turn into a formula, a link, a number, or a broken file."""

STARTS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", " =")
ENDS = ("1+1", 'HYPERLINK("http://x.invalid","y")', "cmd|' /C calc'!A0", 'WEBSERVICE("http://x.invalid")')
OTHERS = (
    "http://x.invalid/", "mailto:a@b.invalid", "internal:'Sheet'!A1", "file:///etc/passwd", "310101199001011234",
    "0012", "1e5", "<script>alert(1)</script>", "]]>&amp;<!--", "_x000D_", "{=1+1}", "'=1+1",
)  # fmt: skip
PAYLOADS = tuple(start + end for start in STARTS for end in ENDS) + OTHERS
assert len(PAYLOADS) == 60
