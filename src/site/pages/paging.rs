//! Lists that are longer than a page: which pages there are, and the links between them.

use serde::Serialize;

/// Pages shown to either side of the current one; the first and the last are always shown.
const AROUND: usize = 2;

/// What the `pages` component gets.
#[derive(Debug, Serialize)]
pub struct Paging {
    /// The current page, from 1.
    pub number: usize,
    /// How many there are.
    pub count: usize,
    /// Paths from the site's root.
    pub previous: Option<String>,
    pub next: Option<String>,
    /// The first, the last, and those around the current one.
    pub links: Vec<PageLink>,
}

/// One of the pages.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct PageLink {
    pub number: usize,
    /// From the site's root.
    pub href: String,
    pub current: bool,
    /// Pages before this one are not in the list.
    pub after_gap: bool,
}

impl Paging {
    /// The links of page `number` of `count`, each at `path(n)`.
    #[must_use]
    pub fn new(number: usize, count: usize, path: impl Fn(usize) -> String) -> Self {
        let near = number.saturating_sub(AROUND).max(1)..=(number + AROUND).min(count);
        let mut links: Vec<PageLink> = Vec::new();
        for n in std::iter::once(1).chain(near).chain(std::iter::once(count)) {
            let last = links.last().map_or(0, |link| link.number);
            if n > last {
                // A gap of one page is no shorter than the page.
                let filled = if n == last + 2 { last + 1 } else { n };
                for n in filled..=n {
                    let after_gap = n == filled && n > last + 1;
                    links.push(PageLink { number: n, href: path(n), current: n == number, after_gap });
                }
            }
        }
        Self {
            previous: (number > 1).then(|| path(number - 1)),
            next: (number < count).then(|| path(number + 1)),
            number,
            count,
            links,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(number: usize, count: usize) -> String {
        let paging = Paging::new(number, count, |n| format!("p{n}"));
        let link = |link: &PageLink| {
            let gap = if link.after_gap { "… " } else { "" };
            if link.current { format!("{gap}[{}]", link.number) } else { format!("{gap}{}", link.number) }
        };
        paging.links.iter().map(link).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_first_and_the_last_page_and_those_around_are_linked() {
        assert_eq!(shown(1, 1), "[1]");
        assert_eq!(shown(1, 101), "[1] 2 3 … 101");
        assert_eq!(shown(5, 101), "1 2 3 4 [5] 6 7 … 101");
        assert_eq!(shown(50, 101), "1 … 48 49 [50] 51 52 … 101");
        assert_eq!(shown(100, 101), "1 … 98 99 [100] 101");
        assert_eq!(shown(4, 7), "1 2 3 [4] 5 6 7");
    }

    #[test]
    fn the_ends_lead_nowhere() {
        let paging = Paging::new(1, 2, |n| format!("p{n}"));
        assert_eq!((paging.previous.as_deref(), paging.next.as_deref()), (None, Some("p2")));
    }
}
