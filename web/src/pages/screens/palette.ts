/** Colours of a screen for what is drawn by a library; the rest is in stage.module.css. */
import type { MapColors } from "@/widgets/china-map/ChinaMap";

export type Theme = "dark" | "light";

export interface Palette {
  text: string;
  dim: string;
  line: string;
  series: [string, string, string, string, string, string];
  target: string;
  map: MapColors;
}

export const PALETTES: Record<Theme, Palette> = {
  dark: {
    text: "#e6f4f1",
    dim: "#8fb0b3",
    line: "rgba(143, 190, 190, 0.16)",
    series: ["#39d0bf", "#f4b860", "#6aa9ff", "#ff8a5c", "#b79cff", "#9fd86b"],
    target: "#ff7a4d",
    map: { land: "#0e2b33", edge: "#2a6b70", low: "#12454a", high: "#2fc8b6", text: "#eafffb", lit: "#ffe2b0" },
  },
  light: {
    text: "#10242a",
    dim: "#4a636b",
    line: "#e4e2d9",
    series: ["#0e6b68", "#c98a12", "#2f6fb5", "#d9572b", "#7553a8", "#568a2b"],
    target: "#d9572b",
    map: { land: "#e9efec", edge: "#aebfba", low: "#cfe5e1", high: "#1d8a84", text: "#10242a", lit: "#8a3413" },
  },
};
