//! Stories in a query: `story:0126336d`, `copies>5`.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Expander, id_range};
use crate::index::ArticleId;
use crate::query::{Expr, NumberRange};
use crate::search::SearchError;
use crate::search::node::{LeafKind, Node};

impl Expander<'_> {
    /// The articles whose story has so many others. One without a copy has none.
    pub(super) fn copies(&mut self, range: NumberRange) -> Result<LeafKind, SearchError> {
        let stories = self.index.stories(self.searcher)?;
        let is_inside = |copies: u64| {
            range.least.is_none_or(|least| copies >= least) && range.most.is_none_or(|most| copies <= most)
        };
        // Articles without a copy are in no list: where they count, all others are listed.
        let others = is_inside(0);
        let members = stories.members(|story| {
            let copies = u64::from(stories.articles_in(story)).saturating_sub(1);
            is_inside(copies) != others
        });
        Ok(ids_of(members, others))
    }

    /// The story whose key, or an article of which, has an id that begins so; an article without a copy is
    /// its own.
    pub(super) fn story(&mut self, expr: &Expr, key: &str) -> Result<Node, SearchError> {
        let stories = self.index.stories(self.searcher)?;
        let Some(range) = id_range(key) else {
            return Ok(self.leaf(expr, None, ids_of(Vec::new(), false)));
        };
        let is_meant = |id: ArticleId| range.contains(&id.0);
        let by_article = stories.members(|_| true).into_iter().filter(|(id, _)| is_meant(*id));
        let mut meant: BTreeSet<u32> = by_article.map(|(_, story)| story).collect();
        meant.extend((0..stories.count()).filter(|story| is_meant(stories.key(*story))));
        let members = stories.members(|story| meant.contains(&story));
        Ok(Node::Or {
            required: Vec::new(),
            optional: vec![
                self.leaf(expr, None, ids_of(members, false)),
                self.leaf(expr, None, LeafKind::IdRange(range)),
            ],
        })
    }
}

fn ids_of(members: Vec<(ArticleId, u32)>, others: bool) -> LeafKind {
    let mut ids: Vec<ArticleId> = members.into_iter().map(|(id, _)| id).collect();
    ids.sort_unstable();
    LeafKind::Ids {
        ids: Arc::new(ids),
        others,
    }
}
