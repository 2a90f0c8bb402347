//! The feeds, each held against what RFC 4287 demands.

use super::sites::{Pages, SAMPLE_PAGES, SMALL, TODAY, pages};
use chapterhouse::site::address::LinkStyle;
use jiff::Timestamp;
use roxmltree::{Document, Node};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::LazyLock;

const ATOM: &str = "http://www.w3.org/2005/Atom";

/// The elements of HTML that have no end.
const VOID: [&str; 6] = ["br", "col", "hr", "img", "input", "wbr"];

static SMALL_PAGES: LazyLock<Pages> = LazyLock::new(|| pages(&SMALL, TODAY, LinkStyle::Served));

/// Every feed of the two manuals, with its path.
fn feeds() -> Vec<(&'static str, Document<'static>)> {
    let pages = SAMPLE_PAGES.iter().chain(SMALL_PAGES.iter());
    let feeds = pages.filter(|(path, _)| path.ends_with("feed.xml"));
    feeds
        .map(|(path, text)| {
            let read = Document::parse(text).unwrap_or_else(|fault| panic!("{path}: {fault}"));
            (path.as_str(), read)
        })
        .collect()
}

fn children<'a>(node: Node<'a, 'a>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.children().filter(move |child| child.has_tag_name((ATOM, name)))
}

/// The text of the one child of this name, which may not be empty.
#[track_caller]
fn one<'a>(node: Node<'a, 'a>, name: &'static str) -> &'a str {
    let found: Vec<_> = children(node, name).collect();
    assert_eq!(found.len(), 1, "{name}");
    let text = found[0].text().unwrap_or_default();
    assert!(!text.trim().is_empty(), "{name} is empty");
    text
}

#[track_caller]
fn expect_timestamp(text: &str) -> Timestamp {
    assert_eq!(text.len(), "2026-06-01T00:00:00Z".len(), "{text}");
    text.parse().unwrap()
}

/// An id that is the same wherever the site is moved to.
#[track_caller]
fn expect_uuid(id: &str) {
    let uuid = id.strip_prefix("urn:uuid:").unwrap_or_else(|| panic!("{id} is no URN of a UUID"));
    let lengths: Vec<usize> = uuid.split('-').map(str::len).collect();
    assert_eq!(lengths, [8, 4, 4, 4, 12], "{id}");
    assert!(uuid.chars().all(|c| c == '-' || c.is_ascii_hexdigit()), "{id}");
}

/// The address of the one link of a kind.
#[track_caller]
fn link<'a>(node: Node<'a, 'a>, kind: &str) -> &'a str {
    let links = children(node, "link").filter(|link| link.attribute("rel") == Some(kind));
    let links: Vec<_> = links.collect();
    assert_eq!(links.len(), 1, "{kind}");
    let address = links[0].attribute("href").unwrap();
    assert!(address.starts_with("https://"), "{address}");
    address
}

/// HTML as XML, so that it can be read as strictly: an element without an end gets one.
fn as_xml(html: &str) -> String {
    let mut pieces = html.split('<');
    let mut xml = pieces.next().unwrap().to_owned();
    for piece in pieces {
        let (tag, text) = piece.split_once('>').expect("a tag ends");
        let name = tag.split(' ').next().unwrap();
        let end = if VOID.contains(&name) { "/" } else { "" };
        write!(xml, "<{tag}{end}>{text}").unwrap();
    }
    format!("<div>{xml}</div>")
}

#[test]
fn there_is_a_feed_for_all_for_each_partnership_and_for_each_public_chapter() {
    for path in ["amendments/feed.xml", "aldermere/feed.xml", "online-safety/feed.xml"] {
        assert!(SAMPLE_PAGES.contains_key(path), "{path}");
    }
}

#[test]
fn each_feed_says_what_it_is_who_made_it_and_when_it_changed() {
    let mut ids = BTreeSet::new();
    for (path, feed) in feeds() {
        let root = feed.root_element();
        assert!(root.has_tag_name((ATOM, "feed")), "{path}");
        let id = one(root, "id");
        expect_uuid(id);
        assert!(ids.insert(id.to_owned()), "{path} has the id of another feed");
        one(root, "title");
        one(children(root, "author").next().unwrap(), "name");
        assert!(link(root, "self").ends_with(path), "{path}");
        link(root, "alternate");
        let newest = children(root, "entry").map(|entry| one(entry, "updated")).max();
        assert_eq!(Some(one(root, "updated")), newest, "{path}");
        expect_timestamp(one(root, "updated"));
    }
}

#[test]
fn each_entry_has_an_id_of_its_own_and_the_newest_is_first() {
    for (path, feed) in feeds() {
        let mut ids = BTreeSet::new();
        let mut updated = Vec::new();
        for entry in children(feed.root_element(), "entry") {
            expect_uuid(one(entry, "id"));
            assert!(ids.insert(one(entry, "id")), "{path}");
            for name in ["title", "summary"] {
                one(entry, name);
            }
            updated.push(expect_timestamp(one(entry, "updated")));
            expect_timestamp(one(entry, "published"));
            link(entry, "alternate");
        }
        assert!(updated.is_sorted_by(|one, next| one >= next), "{path}: {updated:?}");
    }
}

#[test]
fn the_content_is_whole_html_with_no_markup_left_in_its_text() {
    for (path, feed) in feeds() {
        for entry in children(feed.root_element(), "entry") {
            let content = children(entry, "content").next().unwrap();
            assert_eq!(content.attribute("type"), Some("html"), "{path}");
            let html = as_xml(one(entry, "content"));
            let read = Document::parse(&html).unwrap_or_else(|f| panic!("{path}: {f}\n{html}"));
            for text in read.descendants().filter(Node::is_text).filter_map(|text| text.text()) {
                assert!(!text.contains(['<', '>']), "{path}: {text}");
                assert!(
                    !["&amp;", "&lt;", "&#"].iter().any(|e| text.contains(e)),
                    "{path}: {text}"
                );
            }
        }
    }
}

/// A feed is read away from the site.
#[test]
fn every_link_in_the_content_leads_to_the_site_from_anywhere() {
    for (path, feed) in feeds() {
        for entry in children(feed.root_element(), "entry") {
            let html = as_xml(one(entry, "content"));
            let read = Document::parse(&html).unwrap();
            let ids: Vec<&str> =
                read.descendants().filter_map(|node| node.attribute("id")).collect();
            for node in read.descendants() {
                let links = ["href", "src"].into_iter().filter_map(|name| node.attribute(name));
                for link in links {
                    let is_whole =
                        ["https://", "mailto:", "tel:"].iter().any(|s| link.starts_with(s));
                    let is_here = link.strip_prefix('#').is_some_and(|id| ids.contains(&id));
                    assert!(is_whole || is_here, "{path}: {link}");
                }
            }
        }
    }
}
