/** Shapes of the server's answers that the app's pages use; decimals are strings. */

export interface MenuItem {
  key: string;
  label: string;
  icon?: string | null;
  children?: MenuItem[] | null;
}

export interface Me {
  id: number;
  name: string;
  login: string;
  language: string;
  roles: string[];
  employee?: number | null;
  org_unit?: string | null;
  company?: { name: string; currency: string } | null;
  csrf: string;
  home?: string | null;
  menu: MenuItem[];
}

export interface DemoLogin {
  login: string;
  password: string;
  name: string;
  role: string;
}

export interface Health {
  ready: boolean;
  demo?: boolean;
  progress?: { step: string; done: number; total: number } | null;
  demo_logins?: DemoLogin[];
}

export interface OrgUnit {
  key: string;
  name: string;
  kind: string;
  children?: OrgUnit[];
}

export type Light = "green" | "amber" | "red";
export type Direction = "higher" | "lower" | "target";
export type CardState = "ok" | "no_source" | "no_data" | "no_target";

export interface TrendPoint {
  period: string;
  value: string | null;
  target?: string | null;
}

export interface Card {
  code: string;
  name: string;
  unit: string;
  decimals: number | null;
  direction: Direction;
  value: string | null;
  target: string | null;
  achievement: string | null;
  light: Light | null;
  change: string | null;
  trend: TrendPoint[];
  state: CardState;
}

export interface Perspective {
  key: string;
  name: string;
  cards: Card[];
}

export interface Cockpit {
  period: string;
  org: string | null;
  as_of: string;
  version: number;
  perspectives: Perspective[];
}

export interface IndicatorSummary {
  code: string;
  name: string;
  perspective: string;
  perspective_name: string;
  unit: string;
  decimals: number | null;
  direction: Direction;
  frequency: string;
  formula: string;
  meaning: string;
  owner: string | null;
  source_ready: boolean;
}

export interface Named {
  name: string;
  label: string;
}

export interface Indicator extends IndicatorSummary {
  formula_words: string;
  facts: Named[];
  dimensions: Named[];
}

export interface Column {
  name: string;
  label: string;
  kind: string;
}

export interface Values {
  columns: Column[];
  rows: (string | null)[][];
  unit: string;
  took_ms: number;
}

export interface FormulaNode {
  id: string;
  text: string;
  name: string | null;
  value: string | null;
  unit: string;
  kind: string;
  children: FormulaNode[];
}

export interface DocumentRow {
  page: string | null;
  id: number | null;
  [column: string]: unknown;
}

export interface Documents {
  columns: Column[];
  rows: DocumentRow[];
  total: number;
}
