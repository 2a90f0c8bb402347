//! Tables: the share of the width that each column needs, and what becomes of a table that is too wide.

use super::Setter;
use crate::pdf::node::text::{Block as Set, Cell, Column, Record};
use crate::prose::{Alignment, Inline, Table, TableRow};

/// More columns than this cannot be read on a sheet.
const MAX_COLUMNS: usize = 8;

/// What a level of lists, quotations or boxes takes of a line, in characters.
const INDENT: usize = 5;

/// A longer word is parted: see [`crate::pdf::letters::parted`].
const LONGEST: usize = 36;

/// What the space between two columns takes, in characters.
const GAP: usize = 3;

impl<'p> Setter<'_, '_, 'p> {
    pub(super) fn table(&mut self, set: &mut Vec<Set>, table: &'p Table) {
        let shares = shares(table, self.shelf.line.saturating_sub(self.depth * INDENT));
        let is_empty = table.head.cells.iter().all(Vec::is_empty);
        match shares {
            Some(shares) if !table.columns.is_empty() && !is_empty => {
                let head = self.row(&table.head, table);
                let rows = table.rows.iter().map(|row| self.row(row, table)).collect();
                let columns = table.columns.iter().zip(shares).map(|(column, share)| Column {
                    share,
                    align: match column.alignment {
                        Alignment::Default | Alignment::Left => "left",
                        Alignment::Centre => "center",
                        Alignment::Right => "right",
                    },
                });
                set.push(Set::Table { columns: columns.collect(), head, rows });
            }
            _ => self.records(set, table),
        }
    }

    fn row(&mut self, row: &'p TableRow, table: &'p Table) -> Vec<Cell> {
        let cells = row.cells.iter().zip(&table.columns);
        let mut set: Vec<Cell> = cells
            .map(|(cell, column)| {
                let mark = row.mark.as_ref().or(column.mark.as_ref());
                let body = self.marked_inside(mark, |setter| setter.inlines(cell));
                Cell { body }
            })
            .collect();
        set.resize_with(table.columns.len(), || Cell { body: Vec::new() });
        set
    }

    fn records(&mut self, set: &mut Vec<Set>, table: &'p Table) {
        let rows = table.rows.iter().map(|row| {
            let cells = row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
            let records = cells.map(|(index, cell)| {
                let mark = row.mark.as_ref();
                Record {
                    label: header(table, index),
                    body: self.marked_inside(mark, |setter| setter.inlines(cell)),
                }
            });
            records.collect()
        });
        let rows = rows.collect();
        set.push(Set::Records { rows });
    }
}

fn header(table: &Table, column: usize) -> String {
    table.head.cells.get(column).map(|cell| plain(cell)).unwrap_or_default()
}

fn plain(cell: &[Inline]) -> String {
    crate::prose::text::inlines(cell)
}

/// The columns' shares of a line of so many characters; none where not even their longest words fit, or
/// where a row would be so high that it had to be cut at the end of a sheet.
fn shares(table: &Table, line: usize) -> Option<Vec<usize>> {
    if table.columns.len() > MAX_COLUMNS {
        return None;
    }
    let rows = || std::iter::once(&table.head).chain(&table.rows);
    let column =
        |index: usize| rows().filter_map(move |row| row.cells.get(index)).map(|cell| plain(cell));
    let indexes = 0..table.columns.len();
    let words: Vec<usize> = indexes
        .clone()
        .map(|index| {
            let longest = |cell: String| {
                let words = cell.split_whitespace().map(|word| word.chars().count());
                words.max().unwrap_or(0).min(LONGEST)
            };
            column(index).map(longest).max().unwrap_or(0) + GAP
        })
        .collect();
    if words.iter().sum::<usize>() > line {
        return None;
    }
    let whole: Vec<usize> = indexes
        .clone()
        .map(|index| column(index).map(|cell| cell.chars().count()).max().unwrap_or(0) + GAP)
        .collect();
    if whole.iter().sum::<usize>() <= line {
        return Some(whole);
    }
    let total = |index| column(index).map(|cell| cell.chars().count()).sum::<usize>();
    let shares: Vec<usize> =
        indexes.clone().zip(words).map(|(index, word)| total(index).isqrt().max(word)).collect();
    let sum = shares.iter().sum::<usize>().max(1);
    let is_low = |(index, share): (usize, &usize)| {
        let width = (share * line / sum).saturating_sub(GAP).max(1);
        column(index).all(|cell| cell.chars().count() / width < line / 4)
    };
    indexes.zip(&shares).all(is_low).then_some(shares)
}
