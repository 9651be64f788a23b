/** The drawing of flows: pure, from the answer to what ECharts takes. */
import type { WidgetAnswer } from "@/api/types";
import { addDecimals, forDrawing } from "@/lib/decimal";
import { type Language, writeText } from "@/lib/quantity";
import type { Palette } from "./palette";

type Links = NonNullable<WidgetAnswer["links"]>;

interface Node {
  id: string;
  name: string;
  total: string;
}

/** The members of one side with their sums, largest first, the rest at the end. */
export function side(links: Links, which: "source" | "target", rest: string): Node[] {
  const sums = new Map<string, { name: string; values: string[] }>();
  for (const link of links) {
    const key = link[which];
    const known = sums.get(key) ?? { name: link[`${which}_name`] || rest, values: [] };
    known.values.push(link.value);
    sums.set(key, known);
  }
  const nodes = [...sums].map(([key, { name, values }]) => ({ id: `${which}:${key}`, name, total: addDecimals(values) }));
  const isRest = (node: Node) => (node.id === `${which}:` ? 1 : 0);
  return nodes.sort((a, b) => isRest(a) - isRest(b) || (forDrawing(b.total) ?? 0) - (forDrawing(a.total) ?? 0));
}

export function sankeyOption(
  links: Links,
  unitName: string,
  palette: Palette,
  unit: number,
  language: Language,
  rest: string,
) {
  const left = side(links, "source", rest);
  const right = side(links, "target", rest);
  const words = new Map([...left, ...right].map((node) => [node.id, node]));
  const label = (position: string) => ({
    position,
    color: palette.text,
    fontSize: 19 * unit,
    formatter: ({ name }: { name: string }) => {
      const node = words.get(name);
      return node ? `${node.name}  {v|${writeText(node.total, unitName, language, { compact: true })}}` : "";
    },
    rich: { v: { color: palette.dim, fontSize: 18 * unit } },
  });
  return {
    animationDurationUpdate: 700,
    tooltip: { show: false },
    series: [
      {
        type: "sankey",
        silent: true,
        left: 4 * unit,
        right: 4 * unit,
        top: 6 * unit,
        bottom: 6 * unit,
        nodeWidth: 14 * unit,
        nodeGap: 12 * unit,
        nodeAlign: "justify",
        draggable: false,
        layoutIterations: 0,
        data: [
          ...left.map((node, at) => ({
            name: node.id,
            itemStyle: { color: palette.series[at % palette.series.length] },
            label: label("right"),
          })),
          ...right.map((node) => ({ name: node.id, itemStyle: { color: palette.dim }, label: label("left") })),
        ],
        links: links.map((link) => ({
          source: `source:${link.source}`,
          target: `target:${link.target}`,
          value: forDrawing(link.value) ?? 0,
        })),
        lineStyle: { color: "source", opacity: 0.28, curveness: 0.5 },
      },
    ],
  };
}
