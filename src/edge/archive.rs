//! A site in one file: a zip archive whose bytes depend on nothing but the files and the day.

use crate::source::path::VPath;
use anyhow::Context as _;
use jiff::civil::Date;
use rayon::prelude::*;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// An archive of a folder with these files, in this order: each is made and compressed by itself, in
/// parallel. Every file has the same day.
pub(super) fn zip<E: Into<anyhow::Error> + Send>(
    folder: &str,
    day: Date,
    paths: &[VPath],
    make: &(impl Fn(usize) -> Result<Vec<u8>, E> + Sync),
) -> anyhow::Result<Vec<u8>> {
    let options = options(day);
    let parts = paths.par_iter().enumerate().map(|(index, path)| {
        let bytes = make(index).map_err(Into::into)?;
        alone(&format!("{folder}/{path}"), &bytes, options)
            .with_context(|| format!("cannot put `{path}` into the archive"))
    });
    let parts: Vec<Vec<u8>> = parts.collect::<anyhow::Result<_>>()?;
    let mut whole = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts {
        let mut part = ZipArchive::new(Cursor::new(part))?;
        whole.raw_copy_file(part.by_index_raw(0)?)?;
    }
    Ok(whole.finish()?.into_inner())
}

/// An archive of one file.
fn alone(name: &str, bytes: &[u8], options: SimpleFileOptions) -> anyhow::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(name, options)?;
    archive.write_all(bytes)?;
    Ok(archive.finish()?.into_inner())
}

fn options(day: Date) -> SimpleFileOptions {
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    let year = u16::try_from(day.year()).unwrap_or_default();
    let time = DateTime::from_date_and_time(year, part(day.month()), part(day.day()), 0, 0, 0);
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(time.unwrap_or_default())
        .unix_permissions(0o644)
}

#[cfg(test)]
mod tests {
    use super::zip;
    use crate::source::path::VPath;
    use jiff::civil::{Date, date};
    use std::io::{Cursor, Read as _};

    fn zipped(day: Date) -> Vec<u8> {
        let paths = ["a/ä.html", "b.css"].map(|path| VPath::new(path).unwrap());
        zip("manual", day, &paths, &|index| anyhow::Ok(vec![b'x'; 1000 * (index + 1)])).unwrap()
    }

    #[test]
    fn an_archive_holds_each_file_in_one_folder_and_gives_the_same_bytes_again() {
        let bytes = zipped(date(2026, 11, 22));
        assert_eq!(bytes, zipped(date(2026, 11, 22)));
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let names: Vec<_> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names, ["manual/a/ä.html", "manual/b.css"]);
        let mut second = archive.by_index(1).unwrap();
        assert_eq!(second.last_modified().unwrap().to_string(), "2026-11-22 00:00:00");
        let mut text = String::new();
        second.read_to_string(&mut text).unwrap();
        assert_eq!(text, "x".repeat(2000));
    }

    #[test]
    fn a_day_that_archives_cannot_write_down_is_no_fault() {
        assert!(!zipped(date(1970, 1, 1)).is_empty());
    }
}
