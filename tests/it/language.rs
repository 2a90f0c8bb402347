//! What the check of house language finds, and what it leaves alone.

use super::findings::expect;
use super::parsing;
use super::written::{expect_findings, path};
use chapterhouse::check::language::phrases::Phrases;
use chapterhouse::edge::read;
use chapterhouse::finding::Findings;
use chapterhouse::manual::Manual;
use chapterhouse::parse;
use chapterhouse::prose::run::{Run, runs};
use chapterhouse::source::place::Span;
use chapterhouse::source::tree::FileTree;
use jiff::civil::date;
use proptest::prelude::*;
use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

/// The sample manual and its files.
pub(crate) static SAMPLE: LazyLock<(FileTree, Manual)> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("procedures");
    let (files, _) = read::manual(&folder).unwrap();
    let (manual, _) = parse::manual(&files);
    (files, manual)
});

static PHRASES: LazyLock<Phrases<'static>> =
    LazyLock::new(|| Phrases::of(&SAMPLE.1.registers, date(2026, 11, 22)));

/// The ids of the sample's entries that a Markdown text goes against, each with the words.
fn found(markdown: &str) -> Vec<(String, String)> {
    let whole = Span::new(0, markdown.len());
    let prose = parse::markdown::prose(&path("a.md"), markdown, whole, &mut Findings::default());
    runs(&prose).iter().flat_map(found_in).collect()
}

fn found_in(run: &Run) -> Vec<(String, String)> {
    let found = PHRASES.find(run, "a", &mut Vec::new());
    let words = |range: Range<usize>| run.text().get(range).unwrap_or_default().to_owned();
    found.into_iter().map(|found| (found.entry.id.clone(), words(found.range))).collect()
}

/// A register for the small manual.
const REGISTER: &str = "\
-- registers/terms.yaml --
terms:
  - { id: grooming, term: grooming, definition: Building trust. }
avoid:
  - id: at-risk
    phrases: ['put{ting,s,} themselves at risk']
    prefer: [may have been groomed, is at risk from others]
    term: grooming
    why: it blames the child
    source: A guide, 2024
    level: warning
  - id: challenging
    phrases: [challenging behaviour]
    prefer: [is distressed]
    why: it describes what adults feel
    keep_risk: say what the child does and who could be hurt
  - id: promiscuous
    phrases: [promiscuous]
    why: it judges the child
    keep_risk: describe the abuse
    until: 2026-11-22
  - id: contact
    phrases: [contact]
    prefer: [family time]
    why: families meet
    from: 2026-11-22
    except: { phrases: [contact form], statutory: [contact order], chapters: [referrals] }
  - id: past
    phrases: [referral]
    prefer: [report]
    why: it was so once
    until: 2026-11-21
  - id: to-come
    phrases: [signs]
    prefer: [signals]
    why: it will be so
    from: 2026-11-23
";

#[test]
fn a_phrase_is_named_with_the_reason_and_what_to_write_instead() {
    expect(
        &format!(
            "{REGISTER}-- chapters/core/bullying/chapter.md --\n---\ntitle: Bullying\nposition: 1\n---\n\n\
             Children **put** themselves\nat-risk. Challenging behaviour, promiscuous.\n"
        ),
        r"
chapters/core/bullying/chapter.md:6:12 house-language: `put themselves at-risk` is language to avoid: it blames the child | write `may have been groomed` or `is at risk from others`
  registers/terms.yaml:4:9 the entry `at-risk` is here; source: A guide, 2024
chapters/core/bullying/chapter.md:7:10 house-language: `Challenging behaviour` is language to avoid: it describes what adults feel | rewrite the sentence, with `is distressed` if that fits, and keep the danger explicit: say what the child does and who could be hurt
  registers/terms.yaml:11:9 the entry `challenging` is here; it is a preference of this manual
chapters/core/bullying/chapter.md:7:33 house-language: `promiscuous` is language to avoid: it judges the child | leave these words out and keep the danger explicit: describe the abuse
  registers/terms.yaml:16:9 the entry `promiscuous` is here; it is a preference of this manual
",
    );
}

/// An avoided word in everything that readers read.
const EVERYWHERE: &str = r#"-- chapters/core/bullying/chapter.md --
---
title: Contact
subtitle: "Of contact"
summary: Why contact matters
position: 1
keywords: [contact]
---

## Contact {#signs}

* See contact[^1]

> [!NOTE]
> contact

| contact | a |
| - | - |
| b | contact |

![contact](images/a.png)

Contact
: contact

[^1]: contact
-- chapters/core/bullying/images/a.png --
x
-- chapters/core/referrals/chapter.md --
---
title: Contact
position: 2
---

## What to do {#responding}

Ring [[contact:helpline]] in all contact.
-- chapters/core/referrals/local/aldermere/chapter.md --
---
title: In Aldermere
after: responding
---

## Locally {#locally}

Putting themselves at risk.
"#;

#[test]
fn all_that_readers_read_of_a_working_text_is_looked_at() {
    expect(
        &format!(
            "{REGISTER}{EVERYWHERE}"
        ),
        &[
            ("bullying", "2:8", "Contact"),
            ("bullying", "3:11", "contact"),
            ("bullying", "4:14", "contact"),
            ("bullying", "9:4", "Contact"),
            ("bullying", "11:7", "contact"),
            ("bullying", "14:3", "contact"),
            ("bullying", "16:3", "contact"),
            ("bullying", "18:7", "contact"),
            ("bullying", "20:1", "contact"),
            ("bullying", "22:1", "Contact"),
            ("bullying", "23:3", "contact"),
            ("bullying", "25:7", "contact"),
        ]
        .iter()
        .map(|(slug, place, words)| {
            format!(
                "chapters/core/{slug}/chapter.md:{place} house-language: `{words}` is language to avoid: families meet | write `family time`\n  \
                 registers/terms.yaml:21:9 the entry `contact` is here; it is a preference of this manual\n"
            )
        })
        .chain([String::from(
            "chapters/core/referrals/local/aldermere/chapter.md:8:1 house-language: `Putting themselves at risk` is language to avoid: it blames the child | write `may have been groomed` or `is at risk from others`\n  \
             registers/terms.yaml:4:9 the entry `at-risk` is here; source: A guide, 2024\n",
        )])
        .collect::<String>(),
    );
}

#[test]
fn exceptions_are_for_their_own_entry_and_the_longest_phrase_is_found_once() {
    let register = "\
-- registers/terms.yaml --
avoid:
  - { id: contact, phrases: [contact], prefer: [family time], why: families meet, except: { phrases: [contact form] } }
  - { id: form, phrases: [form], prefer: [sheet], why: it is long }
  - { id: direct, phrases: [direct contact], prefer: [meeting], why: it is plain }
";
    expect(
        &format!(
            "{register}-- chapters/core/bullying/chapter.md --\n---\ntitle: Bullying\nposition: 1\n---\n\n\
             The contact form. Direct contact.\n"
        ),
        r"
chapters/core/bullying/chapter.md:6:13 house-language: `form` is language to avoid: it is long | write `sheet`
  registers/terms.yaml:3:11 the entry `form` is here; it is a preference of this manual
chapters/core/bullying/chapter.md:6:19 house-language: `Direct contact` is language to avoid: it is plain | write `meeting`
  registers/terms.yaml:4:11 the entry `direct` is here; it is a preference of this manual
",
    );
}

#[test]
fn what_an_entry_names_must_be_there() {
    expect(
        "-- registers/terms.yaml --
avoid:
  - { id: a, phrases: [abc], prefer: [b], why: c, term: groming, except: { chapters: [bulying] } }
",
        r"
registers/terms.yaml:2:57 broken-reference: there is no term `groming` | add `groming` to `registers/terms.yaml`
registers/terms.yaml:2:87 broken-reference: there is no chapter `bulying` | write `bullying`
",
    );
}

#[track_caller]
fn expect_read(register: &str, expected: &str) {
    let files = parsing::with(&format!("-- registers/terms.yaml --\n{register}"));
    expect_findings(&files, &parse::manual(&files).1, expected);
}

#[test]
fn an_entry_has_an_id_a_phrase_a_reason_and_something_to_write_instead() {
    expect_read(
        "avoid:
  - { id: a, level: error }
  - { phrases: [], prefer: [b], whi: c }
",
        r"
registers/terms.yaml:2:7 missing-key: the key `phrases` is missing | add `phrases: [revenge porn]`
registers/terms.yaml:2:7 missing-key: the key `prefer` is missing | add `prefer: [what to write instead]`
registers/terms.yaml:2:7 missing-key: the key `why` is missing | add `why: it hides who did what`
registers/terms.yaml:2:21 wrong-type: one of `advice`, `warning` is needed here, and `error` is something else | write one of `advice`, `warning`
registers/terms.yaml:3:7 missing-key: the key `id` is missing | add `id: revenge-porn`
registers/terms.yaml:3:7 missing-key: the key `phrases` has no value | add `phrases: [revenge porn]`
registers/terms.yaml:3:7 missing-key: the key `why` is missing | add `why: it hides who did what`
registers/terms.yaml:3:33 unknown-key: there is no key called `whi` here | write `why`
",
    );
}

#[test]
fn a_phrase_that_cannot_be_written_out_is_told_where() {
    let many = "{a,b,c,d,e,f,g,h,i,j,k}".repeat(2);
    expect_read(
        &format!(
            "avoid:
  - id: a
    phrases:
      - abuse
      - put{{ting at risk
      - puts}} at risk
      - put{{s,{{ting}}}} at risk
      - \"{{,very }}-\"
      - x{many}
    prefer: [b]
    why: c
"
        ),
        r"
registers/terms.yaml:5:12 invalid-phrase: there is a `{` without a `}` behind it | close each `{` with a `}` before the next one
registers/terms.yaml:6:13 invalid-phrase: there is a `}` without a `{` before it | write `{one,another}`
registers/terms.yaml:7:12 invalid-phrase: there is a `{` without a `}` behind it | close each `{` with a `}` before the next one
registers/terms.yaml:8:9 invalid-phrase: the form `-` does not begin and end with a letter or digit | begin and end each form with a word
registers/terms.yaml:9:9 invalid-phrase: `x{a,b,c,d,e,f,g,h,i,j,k}{a,b,c,d,e,f,g,h,i,j,k}` has more than 100 forms | divide it into several phrases
",
    );
}

#[test]
fn an_entry_or_a_phrase_that_is_given_twice_is_told() {
    expect_read(
        "avoid:
  - { id: a, phrases: [peer-on-peer abuse], prefer: [b], why: c, until: 2025-12-31 }
  - { id: a, phrases: [peer abuse], prefer: [b], why: c, from: 2025-12-31 }
  - { id: a, phrases: [peer abuse], prefer: [b], why: c, from: 2026-01-01 }
  - { id: b, phrases: [Peer on peer abuse], prefer: [b], why: c }
",
        r"
registers/terms.yaml:3:11 duplicate-entry: two entries have the id `a` on the same days | give one of the two another id, or dates (`from`, `until`) that do not overlap
  registers/terms.yaml:2:11 the other is here
registers/terms.yaml:5:24 duplicate-phrase: the phrase `Peer on peer abuse` is given twice on the same days | take it out of one of the two, or give the entries dates (`from`, `until`) that do not overlap
  registers/terms.yaml:2:24 the other is here
",
    );
}

/// Sentences in which nothing is to be found under the sample's own register.
const HARMLESS: &[&str] = &[
    // Words inside other words.
    "The place was black, and the plan lacked a date.",
    "A lacquered placard in the palace; black lace.",
    "The context of the sextant is sextuple.",
    "Fill in the contact form.",
    "Contact the police, and keep contact with the school.",
    "Contact: 9 to 5, by telephone.",
    "Write down the family contact details and the family contact number.",
    "The siblinghood of nations.",
    "They streamed the homeplace.",
    // Words of the law.
    "The court made a family contact order.",
    "An order for family contact was made, and a parental contact order.",
    "The duty to allow family contact is the local authority's.",
    "The placement order was made in June, and the adoption followed.",
    "The child’s placement for adoption; the foster placement agreement.",
    "He was sent to a young offender institution.",
    "The local offer for care leavers is on its site.",
    "The offence of having a paedophile manual.",
    "The heading speaks of child prostitution and pornography.",
    // Titles of Acts and guidance, from the register, as citations and as words of references.
    "See <cite>Ending Child Prostitution: a historical abuse review</cite>.",
    "See [[law:soa-2003/15A|the section on sexual activity with an adult]].",
    "The Sexual Offences Act 2003, section 15A, and the Protection of Children Act 1978.",
    "Sharing nudes and semi-nudes: advice for education settings.",
    "Challenging victim blaming language is guidance.",
    // Somebody's own words.
    "He wrote “sexting” and “revenge porn” in the log.",
    "The old policy says \"risky choices\" and ‘lifestyle choice’.",
    "She said <q>he's my older boyfriend, I put myself at risk</q>.",
    "She said <q>they call it **sextortion**</q>.",
    "> The child put themselves at risk.\n> They made poor choices.",
    "> > Promiscuous, it says.",
    "The report calls them “alleged victims, hard to reach”.",
    // Code, addresses, files, other languages.
    "Search for `revenge porn` and `e-safety`.",
    "```\nrevenge porn\n```",
    "<https://www.example.org/e-safety/sexting>",
    "Write to e-safety@example.org or see www.e-safety.example.org.",
    "See https://example.org/child-pornography, and the file sexting.pdf.",
    "See [the site](https://example.org/revenge-porn \"sexting\").",
    "![](images/sexting.png)",
    "The French say <span lang=\"fr\">le sexting</span>.",
    "See [[bullying]], [[term:sexting]] and [[law:revenge-porn]].",
    // Not the phrase, or not in one piece.
    "Risky.",
    "It was a risky plan, and the choice was his.",
    "A child\n\npornography",
    "A child, pornography and a phone. Children. Prostitution is a word.",
    "A child `x` pornography; peer\\\non peer.",
    "| child | pornography |\n| - | - |\n| gang | member |",
    // The same words for something else.
    "Plug in the phone; plugging the gap in the rota.",
    "A healthy lifestyle choice is to sleep.",
    "He absconded from custody.",
    "The office is hard to reach by telephone.",
    "It is hard to place a call at night.",
    "Professional curiosity, professional disagreement and health professionals.",
    "A professional disagreement is settled by the professional network.",
    "She is over 18 months old. The waiting time was over 18 weeks.",
    "Modern slavery and the Modern Slavery Act 2015.",
    "Older gang members exploit children; adult gang members were charged.",
    "Sibling abuse is abuse; sibling sexual abuse is too.",
    "The eSafety Commissioner of Australia.",
    "The student went on a work placement.",
    "A drug dealer who is an adult exploits the child.",
    "He sold the phone himself, and she sold it too.",
    "Reports are kept on paper and recorded, not lost.",
    "Record what was said, and report it.",
    "Guidance is national and should be named.",
    "Children’s social care and children who are looked after.",
    "The adult reasonably believed that the child was 16 or over.",
    "An adult is 18 or over.",
    "Involve the child in the plan.",
];

#[test]
fn harmless_sentences_stay_silent() {
    assert!(HARMLESS.len() >= 50);
    let alarms: Vec<_> = HARMLESS
        .iter()
        .map(|text| (text, found(text)))
        .filter(|(_, found)| !found.is_empty())
        .collect();
    assert!(alarms.is_empty(), "{alarms:#?}");
}

#[test]
fn a_name_in_the_register_of_legislation_is_no_fault() {
    let register = |title: &str| {
        let files = parsing::with(&format!(
            "-- registers/legislation.yaml --\n- {{ id: g, kind: guidance, title: {title}, citation: '{title}, 2016' }}\n\
             -- registers/terms.yaml --\navoid:\n  - {{ id: s, phrases: [sexting], prefer: [n], why: w }}\n"
        ));
        let (manual, _) = parse::manual(&files);
        let phrases = Phrases::of(&manual.registers, date(2026, 1, 1));
        let text = "Read Sexting in Schools, 2016, on sexting.";
        let run = Run::of_text(chapterhouse::prose::run::RunKind::Heading, text, Span::default());
        let found = phrases.find(&run, "a", &mut Vec::new());
        found.iter().map(|found| found.range.start).collect::<Vec<_>>()
    };
    assert_eq!(register("Sexting in schools"), [34]);
    assert_eq!(register("Nudes in schools"), [5, 34]);
}

/// Every entry of the sample's register that applies, with each form of each of its phrases.
fn forms() -> impl Iterator<Item = (&'static str, &'static str)> {
    let entries = SAMPLE.1.registers.avoided.iter();
    entries.flat_map(|entry| {
        let forms = entry.phrases.iter().flat_map(|phrase| &phrase.forms);
        forms.map(|form| (entry.id.as_str(), form.as_str()))
    })
}

#[test]
fn every_form_of_the_sample_is_found_where_it_is_planted() {
    let lost: Vec<_> = forms()
        .filter(|(id, form)| {
            let text = format!("So {form}’s, it says.");
            !found(&text).iter().any(|(by, words)| by == id && words == form)
        })
        .collect();
    assert!(lost.is_empty(), "{lost:#?}");
}

#[test]
fn the_sample_never_advises_what_it_advises_against() {
    let entries = SAMPLE.1.registers.avoided.iter();
    let advice = entries.flat_map(|entry| entry.prefer.iter().chain(&entry.keep_risk));
    let bad: Vec<_> = advice.flat_map(|text| found(text)).collect();
    assert!(bad.is_empty(), "{bad:#?}");
}

#[test]
fn the_sample_has_the_language_that_practice_advises_against() {
    assert!(SAMPLE.1.registers.avoided.len() >= 46);
}

/// A phrase of the sample that is found, and a way to write it: what stands between and within its words.
fn disguised() -> impl Strategy<Value = (&'static str, String)> {
    let forms: Vec<_> = forms().collect();
    let at = any::<proptest::sample::Index>();
    let ways = proptest::collection::vec(0..9_u8, 40);
    (at, ways).prop_map(move |(at, ways)| {
        let (_, form) = *at.get(&forms);
        let mut written = String::new();
        let mut ways = ways.into_iter().cycle();
        for (index, word) in form.split([' ', '-']).enumerate() {
            let way = ways.next().unwrap_or_default();
            if index > 0 {
                written.push_str(
                    [" ", "-", "\n", "  \t", "&nbsp;", "\u{2011}", " ", "\u{a0}", "-\u{ad}"]
                        [usize::from(way)],
                );
            }
            let way = ways.next().unwrap_or_default();
            let half = word.len() / 2;
            let (a, b) = if word.is_char_boundary(half) { word.split_at(half) } else { (word, "") };
            let word = match way {
                0 => format!("**{word}**"),
                1 => format!("*{word}*"),
                2 => format!("{a}\u{ad}{b}"),
                3 => format!("{a}&shy;{b}"),
                4 => word.to_uppercase(),
                5 => format!("[{word}](https://example.org/)"),
                6 => format!("{a}\u{200b}{b}"),
                7 => word.replace('\'', "’"),
                _ => word.to_owned(),
            };
            written.push_str(&word);
        }
        (form, written)
    })
}

proptest! {
    #[test]
    fn no_way_of_writing_hides_a_phrase((form, written) in disguised()) {
        let all = found(&format!("So: {written}."));
        prop_assert!(!all.is_empty(), "`{form}` written {written:?}");
    }

    #[test]
    fn no_phrase_is_found_in_code_or_in_an_address(at in any::<proptest::sample::Index>(), way in 0..7_u8) {
        let forms: Vec<_> = forms().collect();
        let form = at.get(&forms).1;
        let joined = form.replace([' ', '\''], "-").replace('(', "");
        let text = match way {
            0 => format!("So: `{form}`."),
            1 => format!("```\n{form}\n```"),
            2 => format!("    {form}"),
            3 => format!("<https://example.org/{joined}/>"),
            4 => format!("At https://example.org/{joined}?a=b, it says."),
            5 => format!("[here](https://example.org/{joined})"),
            _ => format!("To {joined}@example.org."),
        };
        prop_assert_eq!(found(&text), []);
    }
}
