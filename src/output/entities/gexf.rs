//! Who appears with whom, as GEXF 1.3 (<https://gexf.net/>), which Gephi reads: a node an entity, an
//! edge two that stand in one article, as heavy as their articles are many.
//! ```text
//! <node id="0" label="Volodymyr Zelensky"><attvalues><attvalue for="kind" value="person"/>…</attvalues></node>
//! <edge id="0" source="0" target="1" weight="12"><attvalues>…</attvalues></edge>
//! ```

use std::io::{self, Write};

use super::super::Style;
use super::EntityOutput;
use super::graph::{edges, nodes, xml};
use crate::search::EntityList;

/// A graph.
pub(super) const OUTPUT: EntityOutput = EntityOutput {
    name: "gexf",
    about: "who appears with whom, for Gephi",
    file_ending: "gexf",
    is_graph: true,
    write,
};

/// The attributes of nodes with their types.
const NODE_ATTRIBUTES: &[(&str, &str)] = &[
    ("kind", "string"),
    ("articles", "long"),
    ("first", "string"),
    ("last", "string"),
];

/// The attributes of edges with their types.
const EDGE_ATTRIBUTES: &[(&str, &str)] = &[("log_likelihood", "double")];

fn write(list: &EntityList, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">")?;
    writeln!(out, "  <graph defaultedgetype=\"undirected\" mode=\"static\">")?;
    for (class, attributes) in [("node", NODE_ATTRIBUTES), ("edge", EDGE_ATTRIBUTES)] {
        writeln!(out, "    <attributes class=\"{class}\">")?;
        for (name, kind) in attributes {
            writeln!(out, "      <attribute id=\"{name}\" title=\"{name}\" type=\"{kind}\"/>")?;
        }
        writeln!(out, "    </attributes>")?;
    }
    writeln!(out, "    <nodes>")?;
    for (number, entity) in nodes(list) {
        write!(
            out,
            "      <node id=\"{number}\" label=\"{}\"><attvalues>",
            xml(&entity.name)
        )?;
        write_value("kind", entity.kind.name(), out)?;
        write_value("articles", &entity.articles.to_string(), out)?;
        for (name, date) in [("first", entity.first), ("last", entity.last)] {
            if let Some(date) = date {
                write_value(name, &date.to_iso(), out)?;
            }
        }
        writeln!(out, "</attvalues></node>")?;
    }
    writeln!(out, "    </nodes>\n    <edges>")?;
    for (number, edge) in edges(list).enumerate() {
        write!(
            out,
            "      <edge id=\"{number}\" source=\"{}\" target=\"{}\" weight=\"{}\"><attvalues>",
            edge.one, edge.other, edge.articles
        )?;
        write_value("log_likelihood", &edge.log_likelihood.to_string(), out)?;
        writeln!(out, "</attvalues></edge>")?;
    }
    writeln!(out, "    </edges>\n  </graph>\n</gexf>")
}

fn write_value(name: &str, value: &str, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<attvalue for=\"{name}\" value=\"{value}\"/>")
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
<gexf xmlns="http://gexf.net/1.3" version="1.3">
  <graph defaultedgetype="undirected" mode="static">
    <attributes class="node">
      <attribute id="kind" title="kind" type="string"/>
      <attribute id="articles" title="articles" type="long"/>
      <attribute id="first" title="first" type="string"/>
      <attribute id="last" title="last" type="string"/>
    </attributes>
    <attributes class="edge">
      <attribute id="log_likelihood" title="log_likelihood" type="double"/>
    </attributes>
    <nodes>
      <node id="0" label="Volodymyr Zelensky"><attvalues><attvalue for="kind" value="person"/><attvalue for="articles" value="40"/><attvalue for="first" value="2014"/><attvalue for="last" value="2025-04-25"/></attvalues></node>
      <node id="1" label="Kyiv"><attvalues><attvalue for="kind" value="place"/><attvalue for="articles" value="60"/><attvalue for="first" value="2014-03"/><attvalue for="last" value="2025-04-25"/></attvalues></node>
      <node id="2" label="Oslo"><attvalues><attvalue for="kind" value="place"/><attvalue for="articles" value="90"/><attvalue for="first" value="2014-03-01"/><attvalue for="last" value="2014-03-01"/></attvalues></node>
    </nodes>
    <edges>
      <edge id="0" source="0" target="1" weight="30"><attvalues><attvalue for="log_likelihood" value="112.35"/></attvalues></edge>
      <edge id="1" source="0" target="2" weight="1"><attvalues><attvalue for="log_likelihood" value="-7.5"/></attvalues></edge>
    </edges>
  </graph>
</gexf>
"#
        );
        assert_is_xml(&text);
        assert_is_xml(&written(write, &alone(), 80));
    }
}
