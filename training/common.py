#!/usr/bin/env python3
"""Writes the words that headlines capitalize and running text does not: common.py OUT.txt LEXICON_DIR TEXT …

The texts are treebanks (.conllu), the annotated articles of `training/pairs` (.txt), raw news (the folder of Reuters that newswire.py reads; .cor,
an article a line) and dictionaries of Hunspell (.dic). A word is common when the treebanks have it twice or more and, inside sentences, in lower case nine
times of ten or more; so are those that the articles have as often and the raw news three times or more; the words that a dictionary
has without a capital only, that no text capitalizes and no table of actors names; and the words of the predicate lexicon, unless the
treebanks capitalize them. Sorted, one a line.
"""
import collections, csv, pathlib, re, sys

from newswire import reuters

out, lexicon, *banks = sys.argv[1:]
lower, capital, told, news = (collections.Counter() for _ in range(4))
entries, names = set(), set()
inside = re.compile(r"(?<=[a-z,;] )[A-Za-z]+(?![-'.\w])")
for bank in banks:
    if bank.endswith(".txt"):
        for line in open(bank, encoding="utf-8"):
            if not line.startswith(("#", "E")):
                line = re.sub(r"\[[^\]:]*: ", "[", line)
                told.update(inside.findall(line))
        continue
    if bank.endswith(".dic"):
        entries |= {line.strip().split("/")[0] for line in open(bank, encoding="utf-8")}
        continue
    if pathlib.Path(bank).is_dir() or bank.endswith(".cor"):
        texts = open(bank, encoding="utf-8") if bank.endswith(".cor") else reuters(pathlib.Path(bank))[0].values()
        for text in texts:
            news.update(inside.findall(text))
        continue
    first = True
    for line in open(bank, encoding="utf-8"):
        columns = line.rstrip("\n").split("\t")
        if len(columns) < 10:
            first = True
        elif columns[0].isdigit() and columns[1].isalpha():
            form = columns[1]
            if form.islower():
                lower[form] += 1
            elif not first and form[0].isupper() and form[1:].islower() and len(form) > 1:
                capital[form.lower()] += 1 if columns[3] == "PROPN" else 0.1
            first = False
words = {word for word, count in lower.items() if count >= 2 and count >= 9 * capital[word]}
for counts, least in (told, 2), (news, 3):
    words |= {
        word
        for word, count in counts.items()
        if word.islower() and count >= max(least, 9 * counts[word.capitalize()]) and lower[word] >= 9 * capital[word]
    }
for table in pathlib.Path(lexicon).parent.glob("actors/*.csv"):
    for row in csv.DictReader(table.open(encoding="utf-8")):
        for name in [row.get("name") or "", *(row.get("aliases") or "").split("|")]:
            names.update(name.lower().split())
words |= {
    word
    for word in entries
    if re.fullmatch("[a-z]{4,}", word) and word.capitalize() not in entries and word not in names
    and not capital[word] and not news[word.capitalize()] and not told[word.capitalize()]
}
for file in pathlib.Path(lexicon).glob("*.toml"):
    for words_of in re.findall(r"^(?:verbs|nouns|adjectives) = \[(.*?)\]", file.read_text(encoding="utf-8"), re.M | re.S):
        for word in re.findall(r"[a-z]+", words_of):
            if len(word) > 2 and lower[word] >= 9 * capital[word]:
                words.add(word)
# of two letters only the closed class
closed = set("a an as at be by do go he if in is it me my no of on or so to up we am".split())
words = {word for word in words if len(word) > 2 or word in closed}
pathlib.Path(out).write_text("".join(word + "\n" for word in sorted(words)), encoding="utf-8")
