"""How long a text takes to read."""

SYLLABLES = 300
"""A minute, of languages written syllable by syllable.

Vietnamese read aloud runs at 5.22 syllables a second, 313 a minute (Pellegrino, Coupé and Marsico, 2011, «A
cross-language perspective on speech information rate», Language 87(3)). Adults read to themselves about a third
faster than aloud (Brysbaert, 2019, Journal of Memory and Language 109: 238 and 183 English words a minute), but prose
full of numbers and names of documents, on a telephone, is read at the slow end of that range: a fourth below its mean.
"""
WORDS = 240
"""A minute, of languages written word by word (Brysbaert, 2019)."""
_BY_SYLLABLES = frozenset({"vi", "tyz", "nut", "hmn", "ium", "blt", "mtq", "tay"})
_WITHOUT_SPACES = frozenset({"km", "lo", "th", "my", "zh", "ja"})


def minutes(words: int, language: str) -> int:
    """Return the minutes that a text of so many written words takes to read; 0 where nobody can say."""
    language = language.partition("-")[0]
    if not words or language in _WITHOUT_SPACES:
        return 0
    return -(-words // (SYLLABLES if language in _BY_SYLLABLES else WORDS))
