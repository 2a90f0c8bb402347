//! The proof over what was written: every link in every page leads to a page, a file or an id of the
//! site, and no id stands twice in a page.
//!
//! References in texts are bound before rendering, and checked there. This looks at the bytes
//! themselves, so that templates, other themes and this program are held to it too.
//! [`Addresses::read`] looks at one page and can run beside rendering; [`prove`] puts all together.

mod findings;
mod scan;

pub use findings::{BROKEN_LINK, DUPLICATE_ID, RULES};

use crate::finding::Findings;
use crate::site::address::{Address, LinkStyle};
use crate::source::path::VPath;
use ahash::AHashMap;
use findings::{Collected, Fault};
use rayon::prelude::*;
use scan::{Tag, Tags, decoded};
use std::borrow::Cow;

/// The addresses at which the files of a site stand.
#[derive(Debug)]
pub struct Addresses<'p> {
    paths: &'p [VPath],
    /// The files by their addresses from the site's root, as links write them.
    by_address: AHashMap<String, File>,
    base_url: &'p str,
    /// The path of the site on its host, with a slash at both ends.
    base_path: &'p str,
}

/// A file of the site.
#[derive(Clone, Copy, Debug)]
struct File {
    index: u32,
    /// Whether it is a page, which has ids.
    is_page: bool,
}

/// What a file is, to the reader of its links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A page.
    Html,
    /// A feed or the sitemap.
    Xml,
}

/// What was seen in one file. There is one for each page until all are rendered, so each is two pieces of
/// memory and not one for each id and link.
#[derive(Debug, Default)]
pub struct Seen {
    /// Its ids, sorted, with a zero before and after each.
    ids: Box<str>,
    /// The links to ids of other pages, each followed by its words.
    to_ids: Box<str>,
    faults: Vec<(Fault, Box<str>)>,
}

/// Where a link leads.
enum Leads<'l> {
    /// To another host, or nowhere that the site could know.
    Away,
    /// To a file of the site, and an id in it.
    To(File, &'l str),
    /// To an id of the same page.
    Here(&'l str),
    /// To nothing that is there.
    Nowhere,
    /// Out of the site.
    Out,
}

impl<'p> Addresses<'p> {
    /// The addresses of the files with these paths.
    pub fn of(paths: &'p [VPath], style: LinkStyle, base_url: Option<&'p str>) -> Self {
        let mut by_address = AHashMap::with_capacity(paths.len() * 2);
        for (index, path) in (0..).zip(paths) {
            let extension = path.name().rsplit_once('.').map(|(_, extension)| extension);
            let file = File { index, is_page: extension == Some("html") };
            let address = Address::file(path.as_str()).from_root(LinkStyle::Portable);
            // A folder that is opened by double click has no pages, only files.
            if style == LinkStyle::Served
                && path.name() == "index.html"
                && let Some(folder) = address.strip_suffix("index.html")
            {
                by_address.insert(folder.to_owned(), file);
            }
            by_address.insert(address, file);
        }
        let base_url = base_url.unwrap_or_default();
        let after_scheme = base_url.split_once("://").map(|(_, rest)| rest);
        let base_path = after_scheme.and_then(|rest| rest.get(rest.find('/')?..)).unwrap_or("/");
        Self { paths, by_address, base_url, base_path }
    }

    /// Looks at the file with this index. What is wrong in it by itself is known at once.
    pub fn read(&self, index: usize, form: Form, bytes: &[u8]) -> Seen {
        let (Ok(markup), Some(path)) = (std::str::from_utf8(bytes), self.paths.get(index)) else {
            return Seen::default();
        };
        let mut reader = Reader {
            addresses: self,
            path,
            root: Address::file(path.as_str()).to_root(),
            ids: Vec::new(),
            here: Vec::new(),
            to_ids: String::new(),
            faults: Vec::new(),
        };
        let mut tags = Tags::of(markup);
        while let Some(tag) = tags.next() {
            match form {
                Form::Html => reader.read_tag(&tag, &tags),
                Form::Xml => reader.read_xml_tag(&tag, &tags),
            }
        }
        reader.seen()
    }

    /// Where a link of the page at `path` leads. An address with the site's own host is held against the
    /// site only where this program wrote it (`is_own`): the host may serve other things beside the manual.
    fn leads<'l>(&self, path: &VPath, link: &'l str, is_own: bool) -> Leads<'l> {
        let (address, id) = link.split_once('#').unwrap_or((link, ""));
        let address = address.split_once('?').map_or(address, |(address, _)| address);
        if address.is_empty() {
            return Leads::Here(id);
        }
        let at_root = |address: &str| match self.by_address.get(address) {
            Some(file) => Leads::To(*file, id),
            None => Leads::Nowhere,
        };
        if is_absolute(address) {
            let own = address.strip_prefix(self.base_url);
            let Some(own) = own.filter(|_| is_own && !self.base_url.is_empty()) else {
                return Leads::Away;
            };
            // A whole address is that of the served site, whatever links inside look like.
            let is_folder = own.is_empty() || own.ends_with('/');
            return if is_folder { at_root(&format!("{own}index.html")) } else { at_root(own) };
        }
        if address.starts_with('/') {
            return address.strip_prefix(self.base_path).map_or(Leads::Out, at_root);
        }
        joined(path, address).map_or(Leads::Out, |address| at_root(&address))
    }
}

/// Reads one file.
struct Reader<'a, 'h> {
    addresses: &'a Addresses<'a>,
    path: &'a VPath,
    /// The way from it to the site's root.
    root: String,
    ids: Vec<Cow<'h, str>>,
    /// The ids of the same page to which something refers.
    here: Vec<(Cow<'h, str>, Tag<'h>)>,
    to_ids: String,
    faults: Vec<(Fault, Box<str>)>,
}

impl<'h> Reader<'_, 'h> {
    fn read_tag(&mut self, tag: &Tag<'h>, tags: &Tags<'h>) {
        for (name, value) in tags.attributes() {
            match *name {
                "id" => self.ids.push(decoded(value)),
                "href" | "src" | "action" | "formaction" | "poster" | "data" => {
                    self.follow(value, tag, tag.name == "link");
                }
                "srcset" => {
                    let each = value.split(',').filter_map(|one| one.split_whitespace().next());
                    each.for_each(|one| self.follow(one, tag, false));
                }
                "content" if tags.attribute("http-equiv") == Some("refresh") => {
                    if let Some((_, address)) = value.split_once("url=") {
                        self.follow(address.trim(), tag, true);
                    }
                }
                "for" | "headers" | "list" | "aria-labelledby" | "aria-describedby"
                | "aria-controls" | "aria-owns" | "aria-details" => {
                    self.here.extend(value.split_whitespace().map(|id| (decoded(id), *tag)));
                }
                _ => {}
            }
        }
    }

    fn read_xml_tag(&mut self, tag: &Tag<'h>, tags: &Tags<'h>) {
        if tag.name == "loc" {
            self.follow(tag.text(), tag, true);
        } else if tag.name == "link"
            && let Some(value) = tags.attribute("href")
        {
            self.follow(value, tag, true);
        }
    }

    fn follow(&mut self, value: &'h str, tag: &Tag<'h>, is_own: bool) {
        if let Some(id) = value.strip_prefix('#') {
            if !id.is_empty() {
                self.here.push((percent_decoded(decoded(id)), *tag));
            }
            return;
        }
        let link = decoded(value);
        // Nearly every link goes up to the root first, and is written as the address is.
        let (address, id) = link.split_once('#').unwrap_or((&link, ""));
        let from_root = address.strip_prefix(&*self.root);
        let found = from_root.and_then(|address| self.addresses.by_address.get(address));
        let leads = match found {
            Some(file) => Leads::To(*file, id),
            None => self.addresses.leads(self.path, &link, is_own),
        };
        match leads {
            Leads::To(file, id) if file.is_page && !id.is_empty() => {
                self.to_ids.extend([&link, "\0", tag.text(), "\0"]);
            }
            Leads::Away | Leads::To(..) => {}
            Leads::Here(id) => {
                if !id.is_empty() {
                    self.here.push((Cow::Owned(percent_decoded(Cow::Borrowed(id)).into()), *tag));
                }
            }
            Leads::Nowhere => self.faults.push((Fault::NoFile((*link).into()), words(tag.text()))),
            Leads::Out => self.faults.push((Fault::Outside((*link).into()), words(tag.text()))),
        }
    }

    fn seen(mut self) -> Seen {
        self.ids.sort_unstable();
        for pair in self.ids.windows(2) {
            if let [first, second] = pair
                && first == second
            {
                self.faults.push((Fault::SameId(first.as_ref().into()), "".into()));
            }
        }
        for (id, tag) in &self.here {
            if self.ids.binary_search(id).is_err() {
                self.faults.push((Fault::NoIdHere(id.as_ref().into()), words(tag.text())));
            }
        }
        let length = self.ids.iter().map(|id| id.len() + 1).sum::<usize>() + 1;
        let mut ids = String::with_capacity(length);
        ids.push('\0');
        self.ids.iter().for_each(|id| ids.extend([id, "\0"]));
        Seen { ids: ids.into(), to_ids: self.to_ids.into(), faults: self.faults }
    }
}

/// The address from the root to which a relative address of a page leads; none if it leads out of the site.
fn joined(page: &VPath, address: &str) -> Option<String> {
    let folder = page.folder().map_or_else(String::new, |folder| {
        Address::folder(folder.as_str()).from_root(LinkStyle::Served)
    });
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let mut is_folder = false;
    for part in address.split('/') {
        is_folder = matches!(part, "" | "." | "..");
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    let mut joined = parts.join("/");
    if is_folder && !joined.is_empty() {
        joined.push('/');
    }
    Some(joined)
}

/// Whether an address names a scheme or a host.
fn is_absolute(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme);
    address.starts_with("//")
        || scheme.is_some_and(|scheme| {
            scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
        })
}

/// The words of a link, shortened.
fn words(text: &str) -> Box<str> {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()).into(),
        None => text.into(),
    }
}

fn percent_decoded(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains('%') {
        return text;
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8(bytes).map_or(text, Cow::Owned)
}

impl Seen {
    fn has_id(&self, id: &str) -> bool {
        self.ids.contains(&format!("\0{id}\0"))
    }

    /// The links to ids of other pages, with their words.
    fn to_ids(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut parts = self.to_ids.split_terminator('\0');
        std::iter::from_fn(move || Some((parts.next()?, parts.next()?)))
    }
}

/// What is wrong in a site, from what was seen in each of its files. `chapter_file` is the file of the
/// chapter that a page is about.
pub fn prove(
    addresses: &Addresses<'_>,
    seen: &[Option<&Seen>],
    chapter_file: impl Fn(usize) -> Option<VPath>,
) -> Findings {
    let lacking: Vec<Vec<(Fault, Box<str>)>> = seen
        .par_iter()
        .zip(addresses.paths)
        .map(|(page, path)| {
            let links = page.iter().flat_map(|page| page.to_ids());
            links.filter_map(|link| lacking(addresses, seen, path, link)).collect()
        })
        .collect();
    let mut collected = Collected::default();
    for (index, (page, lacking)) in seen.iter().zip(lacking).enumerate() {
        let Some(path) = addresses.paths.get(index) else { continue };
        let own = page.iter().flat_map(|page| &page.faults).cloned();
        for fault in own.chain(lacking) {
            collected.add(fault, path, || chapter_file(index));
        }
    }
    collected.findings()
}

/// The fault of a link to an id that its page does not have.
fn lacking(
    addresses: &Addresses<'_>,
    seen: &[Option<&Seen>],
    path: &VPath,
    (link, text): (&str, &str),
) -> Option<(Fault, Box<str>)> {
    let Leads::To(file, id) = addresses.leads(path, link, true) else { return None };
    // A page that nobody looked at, such as a theme's own file, may have any id.
    let page = seen.get(file.index as usize).copied().flatten()?;
    let id = percent_decoded(Cow::Borrowed(id));
    (!page.has_id(&id)).then(|| (Fault::NoId(link.into(), id.as_ref().into()), words(text)))
}
