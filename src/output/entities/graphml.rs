//! Who appears with whom, as GraphML (<http://graphml.graphdrawing.org/>): a node an entity, an edge two
//! that stand in one article.
//! ```text
//! <node id="n0"><data key="name">Volodymyr Zelensky</data><data key="kind">person</data>…</node>
//! <edge source="n0" target="n1"><data key="together">12</data><data key="log_likelihood">31.4</data></edge>
//! ```

use std::io::{self, Write};

use super::super::Style;
use super::EntityOutput;
use super::graph::{edges, nodes, xml};
use crate::search::EntityList;

/// A graph.
pub(super) const OUTPUT: EntityOutput = EntityOutput {
    name: "graphml",
    about: "who appears with whom, for yEd, Cytoscape, NetworkX and igraph",
    file_ending: "graphml",
    is_graph: true,
    write,
};

/// The data of nodes and edges: what it belongs to, its name and its type.
const KEYS: &[(&str, &str, &str)] = &[
    ("node", "name", "string"),
    ("node", "kind", "string"),
    ("node", "articles", "long"),
    ("node", "first", "string"),
    ("node", "last", "string"),
    ("edge", "together", "long"),
    ("edge", "log_likelihood", "double"),
];

fn write(list: &EntityList, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
    for (of, name, kind) in KEYS {
        writeln!(
            out,
            "  <key id=\"{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
        )?;
    }
    writeln!(out, "  <graph edgedefault=\"undirected\">")?;
    for (number, entity) in nodes(list) {
        write!(out, "    <node id=\"n{number}\">")?;
        write_data("name", &xml(&entity.name), out)?;
        write_data("kind", entity.kind.name(), out)?;
        write_data("articles", &entity.articles.to_string(), out)?;
        for (key, date) in [("first", entity.first), ("last", entity.last)] {
            if let Some(date) = date {
                write_data(key, &date.to_iso(), out)?;
            }
        }
        writeln!(out, "</node>")?;
    }
    for edge in edges(list) {
        write!(out, "    <edge source=\"n{}\" target=\"n{}\">", edge.one, edge.other)?;
        write_data("together", &edge.articles.to_string(), out)?;
        write_data("log_likelihood", &edge.log_likelihood.to_string(), out)?;
        writeln!(out, "</edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}

fn write_data(key: &str, value: &str, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<data key=\"{key}\">{value}</data>")
}

#[cfg(test)]
mod tests {
    use super::super::sample::{alone, assert_is_xml, together, written};
    use super::*;

    #[test]
    fn a_graph_has_nodes_and_edges() {
        let text = written(write, &together(), 80);
        assert_eq!(
            text,
            r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="name" for="node" attr.name="name" attr.type="string"/>
  <key id="kind" for="node" attr.name="kind" attr.type="string"/>
  <key id="articles" for="node" attr.name="articles" attr.type="long"/>
  <key id="first" for="node" attr.name="first" attr.type="string"/>
  <key id="last" for="node" attr.name="last" attr.type="string"/>
  <key id="together" for="edge" attr.name="together" attr.type="long"/>
  <key id="log_likelihood" for="edge" attr.name="log_likelihood" attr.type="double"/>
  <graph edgedefault="undirected">
    <node id="n0"><data key="name">Volodymyr Zelensky</data><data key="kind">person</data><data key="articles">40</data><data key="first">2014</data><data key="last">2025-04-25</data></node>
    <node id="n1"><data key="name">Kyiv</data><data key="kind">place</data><data key="articles">60</data><data key="first">2014-03</data><data key="last">2025-04-25</data></node>
    <node id="n2"><data key="name">Oslo</data><data key="kind">place</data><data key="articles">90</data><data key="first">2014-03-01</data><data key="last">2014-03-01</data></node>
    <edge source="n0" target="n1"><data key="together">30</data><data key="log_likelihood">112.35</data></edge>
    <edge source="n0" target="n2"><data key="together">1</data><data key="log_likelihood">-7.5</data></edge>
  </graph>
</graphml>
"#
        );
        assert_is_xml(&text);
        assert_is_xml(&written(write, &alone(), 80));
    }
}
