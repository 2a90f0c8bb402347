//! A manual of any size for measurements: the same sizes give the same bytes.

use crate::source::digest::Digest;
use crate::source::path::VPath;
use crate::source::tree::FileTree;
use std::fmt::Write as _;

/// How large the manual is.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// The number of chapters.
    pub chapters: u32,
    /// The number of partnerships.
    pub partnerships: u32,
    /// The number of versions of each chapter.
    pub versions: u32,
    /// How many of the partnerships add a text of their own to every second chapter.
    pub additions: u32,
    /// How many words chapters draw on, for measurements of search; none for the same few sentences in
    /// every chapter.
    pub vocabulary: u32,
}

/// A manual has few sections, however long it is: every page lists them.
const MOST_SECTIONS: u32 = 12;
/// The least number of chapters in a section, while there are fewer sections than that.
const LEAST_IN_SECTION: u32 = 25;

/// The number of chapters in each section.
fn in_section(sizes: Sizes) -> u32 {
    sizes.chapters.div_ceil(MOST_SECTIONS).max(LEAST_IN_SECTION)
}
/// Headings in a chapter, each with about 150 words.
const HEADINGS: u32 = 8;

const SENTENCES: [&str; 8] = [
    "Write down what the child said in their own words, with the time and the place.",
    "Speak to the designated lead before the end of the working day, and tell them what you have done.",
    "Ask open questions only, and do not promise to keep what you hear a secret.",
    "Where there is a risk of serious harm now, call the police first and everyone else afterwards.",
    "Share what others need in order to protect the child, and record why you shared it.",
    "Explain to the family what will happen next, unless that would put the child at greater risk.",
    "If you disagree with a decision, say so, and use the escalation procedure without delay.",
    "Review the plan with every agency that knows the child, and note who will do what by when.",
];

/// The files of the manual.
pub fn files(sizes: Sizes) -> FileTree {
    let mut all = Files(FileTree::default());
    all.put("manual.yaml", &settings(sizes));
    all.put("registers/legislation.yaml", LEGISLATION);
    all.put("registers/terms.yaml", TERMS);
    all.put("registers/contacts.yaml", CONTACTS);
    for n in 1..=sizes.partnerships {
        let text = format!("name: Partnership {n}\narea: Area {n}\njoined: 2000-01-01\n");
        all.put(&format!("partnerships/area-{n}.yaml"), &text);
    }
    let versions = sizes.versions.max(1);
    for version in 0..versions {
        let mut documents = String::new();
        for n in 1..=sizes.chapters {
            let text = chapter(sizes, n, version);
            let folder = format!("chapters/part-{}/topic-{n}", (n - 1) / in_section(sizes) + 1);
            let is_newest = version + 1 == versions;
            let name = format!("topic-{n}");
            all.document(&mut documents, (&name, &folder), &text, (version, is_newest));
            for (area, text) in additions(sizes, n, version) {
                let (name, folder) = (format!("{name}/{area}"), format!("{folder}/local/{area}"));
                all.document(&mut documents, (&name, &folder), &text, (version, is_newest));
            }
        }
        let date = format!("{}-06-01", 2001 + version);
        let significance = if version == 0 { "new" } else { "minor" };
        let text = format!(
            "title: Review {version}\nin_force: {date}\npublished: {date}\nsignificance: {significance}\n\
             summary: The text was made clearer.\napproved_by: Regional procedures group\ndocuments:\n{documents}"
        );
        if sizes.chapters > 0 {
            all.put(&format!("amendments/{date}-review-{version}.yaml"), &text);
        }
    }
    all.0
}

/// The texts that partnerships add to a chapter: their folders and their words.
fn additions(sizes: Sizes, n: u32, version: u32) -> impl Iterator<Item = (String, String)> {
    let last = if n.is_multiple_of(2) { sizes.additions.min(sizes.partnerships) } else { 0 };
    (1..=last).map(move |p| {
        let text = format!(
            "---\ntitle: In area {p}\nafter: step-2\n---\n\nIn area {p}, edition {version}: ring the hub \
             first. See [[topic-{n}]].\n"
        );
        (format!("area-{p}"), text)
    })
}

struct Files(FileTree);

impl Files {
    /// A version of a document, its working text if it is the newest, and its entry in the amendment.
    fn document(
        &mut self,
        documents: &mut String,
        (name, folder): (&str, &str),
        text: &str,
        (version, is_newest): (u32, bool),
    ) {
        self.put(&format!("{folder}/history/1.{version}.md"), text);
        if is_newest {
            self.put(&format!("{folder}/chapter.md"), text);
        }
        let digest = Digest::of(text.as_bytes());
        let _ = writeln!(
            documents,
            "  - {{ document: {name}, version: \"1.{version}\", sha256: \"{digest}\" }}"
        );
    }

    fn put(&mut self, path: &str, text: &str) {
        if let Some(path) = VPath::new(path) {
            self.0.insert(path, text.as_bytes());
        }
    }
}

fn settings(sizes: Sizes) -> String {
    let mut text = "format: 1\ntitle: A manual for measurements\npublisher: Nobody\n\
                    base_url: https://procedures.example.org/\nlanguage: en-GB\n\
                    policies: { law_checked_days: 36500 }\n\
                    accessibility: { compliance: none, contact: Nobody, tested_on: 2026-01-01, \
                    tested_by: nobody, prepared_on: 2026-01-01 }\nsections:\n"
        .to_owned();
    for n in 1..=sizes.chapters.div_ceil(in_section(sizes)).max(1) {
        let _ = writeln!(
            text,
            "  - {{ id: part-{n}, title: Part {n}, summary: Chapters of part {n}. }}"
        );
    }
    text
}

fn chapter(sizes: Sizes, n: u32, version: u32) -> String {
    let other = |step: u32| (n + step) % sizes.chapters.max(1) + 1;
    let mut text = format!(
        "---\ntitle: Topic {n}\nsubtitle: How to respond to topic {n}\nposition: {}\n\
         summary: What to do about topic {n}.\nowner: Regional procedures group\n\
         review_due: 2099-09-01\naudience: [schools, health, police]\nkeywords: [topic {n}]\n---\n\n",
        (n - 1) % in_section(sizes) + 1
    );
    for heading in 1..=HEADINGS {
        let _ = writeln!(text, "## Step {heading}\n");
        text.push_str(&paragraph(sizes, n + heading, 5));
        // What a version changes is one sentence under one heading.
        if heading == version % HEADINGS + 1 {
            let _ = writeln!(text, "This was made clearer in review {version}.\n");
        }
        match heading % 4 {
            0 => text.push_str(
                "| Sign | Response |\n| --- | --- |\n| Injury | Call 999 |\n| Worry | Refer |\n\n",
            ),
            1 => {
                for item in 0..4 {
                    let _ = writeln!(text, "- {}", sentence(n * 3 + heading + item));
                }
                text.push('\n');
            }
            2 => text.push_str("> [!IMPORTANT]\n> Call 999 if a child is in danger now.\n\n"),
            _ => {
                let (first, second) = (other(heading), other(heading + 7));
                let _ = writeln!(
                    text,
                    "See [[topic-{first}]] and [[topic-{second}#step-2|what to do then]], \
                     [[law:example-act/1]], and what [[term:referral]] means.\n"
                );
            }
        }
        text.push_str(&paragraph(sizes, n * 5 + heading, 4));
    }
    text
}

fn paragraph(sizes: Sizes, seed: u32, sentences: u32) -> String {
    if sizes.vocabulary > 0 {
        return invented(sizes.vocabulary, seed.wrapping_mul(7919) + sentences, sentences * 16);
    }
    let all: Vec<&str> = (0..sentences).map(|i| sentence(seed + i)).collect();
    format!("{}\n\n", all.join(" "))
}

/// Invented words, few of them often and most of them seldom, as in any language (Zipf).
fn invented(vocabulary: u32, seed: u32, n_words: u32) -> String {
    let mut state = seed;
    let mut next = move || {
        // A linear congruential generator; its higher bits are the better ones.
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 8
    };
    let words: Vec<String> = (0..n_words)
        .map(|_| {
            // Ranks from 1 to 2, from 2 to 4, from 4 to 8 and so on come equally often.
            let octave = 1_u32 << (next() % (vocabulary.ilog2() + 1));
            word((octave + next() % octave).min(vocabulary))
        })
        .collect();
    format!("{}.\n\n", words.join(" "))
}

/// The word of a rank, made of syllables.
fn word(rank: u32) -> String {
    let mut number = rank + 60;
    let mut word = String::new();
    while number > 0 {
        let letter = |letters: &str, at: u32| letters.chars().cycle().nth(at as usize);
        word.extend(letter("bdfghklmnprstv", number % 14));
        word.extend(letter("aeiou", number / 14 % 5));
        number /= 70;
    }
    word
}

fn sentence(seed: u32) -> &'static str {
    SENTENCES.iter().cycle().nth((seed % 8) as usize).copied().unwrap_or_default()
}

const LEGISLATION: &str = "- id: example-act/1\n  title: The duty to respond\n  \
    citation: Example Act 2000, section 1\n  address: https://www.example.org/act/1\n  in_force: 2001-01-01\n  \
    checked: 2026-01-01\n";
const TERMS: &str = "terms:\n  - id: referral\n    term: referral\n    \
    definition: Telling those who must act about a child.\n";
const CONTACTS: &str = "contacts:\n  - id: police\n    scope: national\n    \
    purpose: A child is in danger now\n    name: Police\n    telephone: \"999\"\n";

#[cfg(test)]
mod tests {
    use super::{Sizes, files};
    use crate::finding::Level;
    use crate::parse;

    #[test]
    fn the_manual_has_no_errors_and_is_always_the_same() {
        let sizes =
            Sizes { chapters: 30, partnerships: 2, versions: 3, additions: 1, vocabulary: 0 };
        let tree = files(sizes);
        let (manual, findings) = parse::manual(&tree);
        assert_eq!(findings.count(Level::Error), 0, "{findings:?}");
        assert_eq!(manual.chapters.len(), 30);
        assert!(manual.documents().all(|document| !document.is_draft()));
        assert_eq!(tree, files(sizes));
    }
}
