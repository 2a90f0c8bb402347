//! Tables: columns are paired first, then rows by what stands in the paired columns, then cells.

use super::lists::{self, Entry};
use super::normal;
use super::siblings::{self, Sibling, Step};
use super::words;
use crate::prose::mark::{Mark, MarkKind, MarkReason};
use crate::prose::{Column, Inline, Table, TableRow, walk};
use crate::source::place::Span;

/// Two tables to one; nothing if no column stays, or if a row is not as wide as its table.
pub(super) fn table(old: &Table, new: &Table) -> Option<Table> {
    if !is_even(old) || !is_even(new) {
        return None;
    }
    let steps = columns(old, new);
    if !steps.iter().any(|step| matches!(step, ColumnStep::Pair(..))) {
        return None;
    }
    let columns = steps.iter().filter_map(|step| step.column(old, new)).collect();
    let head = pair(&steps, &old.head, &new.head);
    let rows = rows(&steps, &old.rows, &new.rows);
    Some(Table { columns, head, rows })
}

fn is_even(table: &Table) -> bool {
    let mut rows = std::iter::once(&table.head).chain(&table.rows);
    rows.all(|row| row.cells.len() == table.columns.len())
}

/// What becomes of a column.
#[derive(Clone, Copy, Debug)]
enum ColumnStep {
    Pair(usize, usize),
    Deleted(usize),
    Inserted(usize),
}

impl ColumnStep {
    fn column(self, old: &Table, new: &Table) -> Option<Column> {
        let (column, kind) = match self {
            Self::Pair(_, j) => return new.columns.get(j).cloned(),
            Self::Deleted(i) => (old.columns.get(i)?, MarkKind::Deleted),
            Self::Inserted(j) => (new.columns.get(j)?, MarkKind::Inserted),
        };
        let mark = Some(Mark::new(kind, MarkReason::Words));
        Some(Column { alignment: column.alignment, mark })
    }
}

/// Columns whose header and cells are the same or alike are one. Where as many come as go, each
/// is taken for the one in its place: a column got another header, and is still itself.
fn columns(old: &Table, new: &Table) -> Vec<ColumnStep> {
    let steps = siblings::steps(&column_siblings(old), &column_siblings(new));
    let mut out = Vec::with_capacity(steps.len());
    for run in steps.chunk_by(|one, other| is_pair(*one) == is_pair(*other)) {
        push_columns(&mut out, run, old.columns.len() == new.columns.len());
    }
    out
}

fn is_pair(step: Step) -> bool {
    matches!(step, Step::Pair(..))
}

fn push_columns(out: &mut Vec<ColumnStep>, run: &[Step], is_as_wide: bool) {
    let olds: Vec<usize> = run
        .iter()
        .filter_map(|step| match step {
            Step::Deleted { old, .. } => Some(*old),
            _ => None,
        })
        .collect();
    let news: Vec<usize> = run
        .iter()
        .filter_map(|step| match step {
            Step::Inserted { new, .. } => Some(*new),
            _ => None,
        })
        .collect();
    if is_as_wide && olds.len() == news.len() {
        out.extend(olds.into_iter().zip(news).map(|(i, j)| ColumnStep::Pair(i, j)));
    } else {
        out.extend(olds.into_iter().map(ColumnStep::Deleted));
        out.extend(news.into_iter().map(ColumnStep::Inserted));
    }
    out.extend(run.iter().filter_map(|step| match step {
        Step::Pair(i, j) => Some(ColumnStep::Pair(*i, *j)),
        _ => None,
    }));
}

fn column_siblings(table: &Table) -> Vec<Sibling<'_>> {
    (0..table.columns.len()).map(|at| column_sibling(table, at)).collect()
}

/// A column is known by its header if it has one, else by its cells. Its words are those of both.
fn column_sibling(table: &Table, at: usize) -> Sibling<'_> {
    let header: &[Inline] = table.head.cells.get(at).map_or(&[], Vec::as_slice);
    let cells = table.rows.iter().filter_map(|row| row.cells.get(at));
    let nodes = cells.clone().flat_map(|cell| walk::inlines_of(cell));
    let nodes = walk::inlines_of(header).chain(nodes).map(walk::Node::Inline);
    if header.is_empty() {
        let cells: Vec<Vec<Inline>> = cells.map(|cell| normal::run(cell)).collect();
        Sibling::new(&(at == 0, cells), Some(&()), nodes)
    } else {
        Sibling::new(&normal::run(header), Some(&()), nodes)
    }
}

/// A row with the steps of the columns, so that rows are compared by the paired ones only.
#[derive(Clone)]
struct Row<'a> {
    content: TableRow,
    steps: &'a [ColumnStep],
    /// Whether it was made of an old and a new one, and has a cell for every step.
    is_merged: bool,
}

fn rows(steps: &[ColumnStep], old: &[TableRow], new: &[TableRow]) -> Vec<TableRow> {
    let olds: Vec<_> = old.iter().map(|row| row_sibling(row, steps, true)).collect();
    let news: Vec<_> = new.iter().map(|row| row_sibling(row, steps, false)).collect();
    let row_steps = siblings::steps(&olds, &news);
    let with_steps = |rows: &[TableRow]| -> Vec<Row<'_>> {
        rows.iter().map(|row| Row { content: row.clone(), steps, is_merged: false }).collect()
    };
    let (olds, news) = (with_steps(old), with_steps(new));
    let rows = lists::entries(&row_steps, &olds, &news);
    rows.map_or_else(
        || replaced(&olds, &news),
        |rows| rows.into_iter().map(|row| row.content).collect(),
    )
}

/// All old rows, then all new ones.
fn replaced(old: &[Row<'_>], new: &[Row<'_>]) -> Vec<TableRow> {
    let marked = |row: &Row<'_>, kind: MarkKind| {
        row.clone().marked(Mark::new(kind, MarkReason::Words)).content
    };
    let old = old.iter().map(|row| marked(row, MarkKind::Deleted));
    old.chain(new.iter().map(|row| marked(row, MarkKind::Inserted))).collect()
}

fn row_sibling<'p>(row: &'p TableRow, steps: &[ColumnStep], is_old: bool) -> Sibling<'p> {
    let paired = steps.iter().filter_map(|step| match step {
        ColumnStep::Pair(i, j) => row.cells.get(if is_old { *i } else { *j }),
        _ => None,
    });
    let cells: Vec<Vec<Inline>> = paired.clone().map(|cell| normal::run(cell)).collect();
    let nodes = paired.flat_map(|cell| walk::inlines_of(cell)).map(walk::Node::Inline);
    Sibling::new(&cells, Some(&()), nodes)
}

impl Entry for Row<'_> {
    /// A row of one text has empty cells in the columns of the other.
    fn marked(self, mark: Mark) -> Self {
        let is_old = mark.kind == MarkKind::Deleted;
        let cell = |(at, step): (usize, &ColumnStep)| {
            let at = match step {
                ColumnStep::Deleted(_) if !is_old => return None,
                ColumnStep::Inserted(_) if is_old => return None,
                _ if self.is_merged => at,
                ColumnStep::Pair(i, _) if is_old => *i,
                ColumnStep::Pair(_, at) | ColumnStep::Deleted(at) | ColumnStep::Inserted(at) => *at,
            };
            self.content.cells.get(at).cloned()
        };
        let cells = self.steps.iter().enumerate().map(|step| cell(step).unwrap_or_default());
        let row = TableRow { span: Span::default(), mark: Some(mark), cells: cells.collect() };
        Self { content: row, ..self }
    }

    fn inside(old: &Self, new: &Self) -> Option<Self> {
        let row = pair(old.steps, &old.content, &new.content);
        Some(Self { content: row, steps: new.steps, is_merged: true })
    }
}

/// Two texts of one row, as wide as both tables together.
fn pair(steps: &[ColumnStep], old: &TableRow, new: &TableRow) -> TableRow {
    let (before, after) = (|i: &usize| old.cells.get(*i), |j: &usize| new.cells.get(*j));
    let cell = |step: &ColumnStep| match step {
        ColumnStep::Pair(i, j) => {
            before(i).zip(after(j)).map(|(old, new)| words::of_runs(old, new)).unwrap_or_default()
        }
        ColumnStep::Deleted(i) => before(i).cloned().unwrap_or_default(),
        ColumnStep::Inserted(j) => after(j).cloned().unwrap_or_default(),
    };
    let cells = steps.iter().map(cell).collect();
    TableRow { span: Span::default(), mark: None, cells }
}
