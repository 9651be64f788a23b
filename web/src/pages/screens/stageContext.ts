/** What every widget of a screen knows: colours, size of a unit, language, what "today" is. */
import { createContext, useContext } from "react";
import type { Language } from "@/lib/quantity";
import { PALETTES, type Palette, type Theme } from "./palette";

export interface Stage {
  theme: Theme;
  palette: Palette;
  /** Pixels of one unit: 1 on a screen of 1920 × 1080. */
  unit: number;
  language: Language;
  /** A phone: one column that is scrolled. */
  narrow: boolean;
}

export const StageContext = createContext<Stage>({
  theme: "dark",
  palette: PALETTES.dark,
  unit: 1,
  language: "zh-CN",
  narrow: false,
});

export const useStage = () => useContext(StageContext);
