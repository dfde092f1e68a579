//! Which edges run against the others: those back to an earlier column, and those that close a cycle.

/// For every edge whether it has to be turned round so that all run to the right and none closes a cycle.
///
/// `column` says where each node stands. Inside a column the edges that a depth-first search finds to lead
/// back into its own path are turned, after Gansner and others, *A technique for drawing directed graphs*
/// (IEEE TSE 19, 1993), 2.1; nodes without predecessors are searched first.
pub(super) fn against(column: &[usize], edges: &[(usize, usize)]) -> Vec<bool> {
    let mut turned = vec![false; edges.len()];
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); column.len()];
    let mut has_before = vec![false; column.len()];
    for (number, &(from, to)) in edges.iter().enumerate() {
        if column[from] == column[to] {
            out[from].push(number);
            has_before[to] = true;
        } else {
            turned[number] = column[from] > column[to];
        }
    }
    let (firsts, others): (Vec<usize>, Vec<usize>) =
        (0..column.len()).partition(|node| !has_before[*node]);
    let mut search = Search { edges, out: &out, seen: vec![Seen::Not; column.len()] };
    for start in firsts.into_iter().chain(others) {
        search.from(start, &mut turned);
    }
    turned
}

#[derive(Clone, Copy, PartialEq)]
enum Seen {
    Not,
    OnPath,
    Done,
}

struct Search<'a> {
    edges: &'a [(usize, usize)],
    out: &'a [Vec<usize>],
    seen: Vec<Seen>,
}

impl Search<'_> {
    /// Walks everything that can be reached; without recursion, for paths may be long.
    fn from(&mut self, start: usize, turned: &mut [bool]) {
        if self.seen[start] != Seen::Not {
            return;
        }
        self.seen[start] = Seen::OnPath;
        let mut path = vec![(start, 0)];
        while let Some((node, next)) = path.last_mut() {
            let Some(&edge) = self.out[*node].get(*next) else {
                self.seen[*node] = Seen::Done;
                path.pop();
                continue;
            };
            *next += 1;
            let to = self.edges[edge].1;
            match self.seen[to] {
                Seen::OnPath => turned[edge] = true,
                Seen::Done => {}
                Seen::Not => {
                    self.seen[to] = Seen::OnPath;
                    path.push((to, 0));
                }
            }
        }
    }
}
