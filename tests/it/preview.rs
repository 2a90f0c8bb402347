//! What the preview relies on: a part that is kept is what it would be if it were made anew.

use crate::sites::SAMPLE;
use chapterhouse::manual::changed::Changed;
use chapterhouse::parse::parsed::Parsed;
use chapterhouse::record::Record;
use chapterhouse::resolve::Edition;
use chapterhouse::site::Site;
use chapterhouse::site::plan::Plan;
use chapterhouse::source::path::VPath;
use chapterhouse::source::tree::FileTree;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// What is done to a file: the first number says to which.
#[derive(Clone, Debug)]
enum Edit {
    Remove(usize),
    Say(usize, &'static str),
    Copy(usize, usize),
}

const SAID: [&str; 6] = [
    "",
    "---\ntitle: Bullying\nposition: 4\n---\n\nSee [[grooming]] and [[law:ca-1989/47]].\n",
    "---\ntitle: [\n---\n",
    "title: Nothing\n",
    "<!-- allow word-to-avoid: it is a title -->\nText.\n",
    "---\ntitle: T\naliases: [old-name]\nposition: 2\n---\n\n[a](../referrals/chapter.md)\n",
];

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        any::<usize>().prop_map(Edit::Remove),
        (any::<usize>(), 0..SAID.len()).prop_map(|(file, said)| Edit::Say(file, SAID[said])),
        (any::<usize>(), any::<usize>()).prop_map(|(from, to)| Edit::Copy(from, to)),
    ];
    proptest::collection::vec(edit, 1..4)
}

/// The files after some edits, and where they are others.
fn edited(before: &FileTree, edits: &[Edit]) -> (FileTree, BTreeSet<VPath>) {
    let mut after = before.clone();
    let mut touched = BTreeSet::new();
    for edit in edits {
        let paths: Vec<VPath> = after.iter().map(|(path, _)| path.clone()).collect();
        let at = |n: &usize| paths[n % paths.len()].clone();
        match edit {
            Edit::Remove(file) => {
                touched.insert(at(file));
                after.remove(&at(file));
            }
            Edit::Say(file, said) => {
                touched.insert(at(file));
                after.insert(at(file), said.as_bytes());
            }
            Edit::Copy(from, to) => {
                let name = format!("chapters/guidance/new-{}/chapter.md", to % 3);
                let to = if to % 2 == 0 { at(to) } else { VPath::new(&name).unwrap() };
                let bytes = after.get(&at(from)).unwrap().to_vec();
                after.insert(to.clone(), bytes);
                touched.insert(to);
            }
        }
    }
    touched.retain(|path| before.get(path) != after.get(path));
    (after, touched)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_manual_brought_up_to_date_is_the_manual_parsed_anew(
        steps in proptest::collection::vec(edits(), 1..4),
    ) {
        let mut files = SAMPLE.files.clone();
        let mut parsed = Parsed::of(&files);
        for edits in steps {
            let (after, changed) = edited(&files, &edits);
            parsed.update(&files, &after, &changed);
            files = after;
            let (kept, kept_findings) = parsed.manual(None);
            let (anew, new_findings) = Parsed::of(&files).manual(None);
            prop_assert_eq!(kept_findings, new_findings);
            prop_assert_eq!(format!("{kept:?}"), format!("{anew:?}"));
        }
    }

    #[test]
    fn a_plan_kept_while_texts_change_is_the_plan_made_anew(edits in edits()) {
        let files = &SAMPLE.files;
        let mut parsed = Parsed::of(files);
        let (before, _) = parsed.manual(None);
        let (after, changed) = edited(files, &edits);
        parsed.update(files, &after, &changed);
        let (now, _) = parsed.manual(Some(&before));
        if let Changed::Texts(slugs) = now.changed_since(&before) {
            let day = "2026-11-22".parse().unwrap();
            let (was, is) = (Record::of(&before), Record::of(&now));
            let was = Edition::working(&before, &was, day);
            let is = Edition::working(&now, &is, day);
            let kept = Plan::of(&was).with_texts_of(&was, &is, &slugs);
            prop_assert_eq!(format!("{kept:?}"), format!("{:?}", Plan::of(&is)));
        }
    }
}

#[test]
fn every_page_of_the_sample_is_found_at_its_address() {
    let day = "2026-11-22".parse().unwrap();
    let record = Record::of(&SAMPLE.manual);
    let working = Edition::working(&SAMPLE.manual, &record, day);
    for edition in [working, Edition::public(&SAMPLE.manual, &record, day)] {
        let site = Site::plan(edition);
        for page in site.pages() {
            let path = page.address().path().unwrap();
            let found = site.page_at(&path).map(|page| page.address());
            assert_eq!(found, Some(page.address()), "{path}");
        }
        for nothing in
            ["nothing/index.html", "aldermere/nothing/index.html", "as-at/1999-01-01/index.html"]
        {
            assert_eq!(site.page_at(&VPath::new(nothing).unwrap()), None, "{nothing}");
        }
    }
}
