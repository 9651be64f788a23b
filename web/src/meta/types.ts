/** Page descriptions and documents as the server sends them (docs/architecture.md, HTTP). */

export interface Named {
  id: number;
  name: string;
}

export interface Referenced extends Named {
  model: string;
}

export interface Line {
  id?: number | null;
  values: Values;
}

export type Value = string | number | boolean | null | Named | Referenced | Named[] | Line[];
export type Values = Record<string, Value | undefined>;

export interface FieldMeta {
  name: string;
  type: string;
  label: string;
  help?: string | null;
  required?: boolean;
  readonly?: boolean;
  relation?: string | null;
  relation_page?: string | null;
  selection?: { value: string | null; label: string }[] | null;
  /** The choices depend on the form: ask for them (`choices`). */
  dynamic_selection?: boolean;
  /** Field of the same record that names the number's unit or currency. */
  unit_field?: string | null;
  /** A fraction, shown and typed as a percentage. */
  percent?: boolean;
  digits?: number | null;
  sortable?: boolean;
  searchable?: boolean;
  on_change?: boolean;
}

export interface Column {
  name: string;
  label: string;
  width?: number | null;
  shown?: boolean;
  total?: boolean;
}

export type FilterKind = "text" | "choice" | "date" | "number" | "record" | "flag";

export interface FilterDescription {
  name: string;
  label: string;
  kind: FilterKind;
}

export type Operator = "=" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in" | "contains" | "empty";

export interface Condition {
  field: string;
  operator: Operator;
  value?: unknown;
}

export interface SortKey {
  field: string;
  direction: "asc" | "desc";
}

export interface Tab {
  key: string;
  label: string;
  filters: Condition[];
}

export interface Section {
  key: string;
  label: string;
  fields: string[];
  columns?: number;
  collapsed?: boolean;
}

export interface LineGridDescription {
  field: string;
  label: string;
  model: string;
  columns: Column[];
  fields: Record<string, FieldMeta>;
  editable?: boolean;
}

export interface ButtonDescription {
  name: string;
  label: string;
  kind: "primary" | "default" | "danger";
  confirm?: string | null;
}

export interface Page {
  page: string;
  model: string;
  label: string;
  icon?: string | null;
  version: number;
  list: { columns: Column[]; filters: FilterDescription[]; sort: SortKey[]; tabs: Tab[] };
  form: {
    status?: string | null;
    /** The states a document usually goes through, in order. */
    status_steps?: string[];
    status_colors: Record<string, string>;
    sections: Section[];
    lines: LineGridDescription[];
    totals: string[];
    buttons: ButtonDescription[];
    printable: boolean;
  };
  fields: Record<string, FieldMeta>;
  access: { read: boolean; write: boolean; create: boolean; delete: boolean };
}

export interface PageSummary {
  page: string;
  label: string;
  model: string;
  access: Page["access"];
}

export interface FieldState {
  invisible?: boolean;
  required?: boolean;
  readonly?: boolean;
}

export interface States {
  fields: Record<string, FieldState>;
  buttons: Record<string, ButtonState>;
}

export interface ButtonState {
  invisible?: boolean;
  readonly?: boolean;
  /** Of a button that several people must press: how many, and who has. */
  clicks?: { needed: number; by: string[]; mine: boolean } | null;
}

/** A small form that a button asks to be filled in before it goes on. */
export interface Question {
  wizard: string;
  session: number;
  state: string;
  fields: Record<string, FieldMeta>;
  values: Values;
  buttons: { state: string; label: string; default: boolean }[];
}

/** What a field may be; a selection's value has a text, or nothing, for its id. */
export interface Choice {
  id: number | string | null;
  name: string;
}

export interface Document {
  id: number;
  stamp: string;
  rec_name: string;
  values: Values;
  states: States;
  /** What the person may do with this very document. */
  access?: { write: boolean; delete: boolean };
  open?: { page: string; id: number } | null;
  question?: Question | null;
}

export interface NewDocument {
  values: Values;
  states: States;
}

export interface Row {
  id: number;
  rec_name: string;
  values: Values;
}

export interface SearchResult {
  rows: Row[];
  total: number;
}

export interface Search {
  q: string;
  filters: Condition[];
  sort: SortKey[];
  offset: number;
  limit: number;
  columns: string[];
}

export interface View {
  name: string;
  filters: Condition[];
  sort: SortKey[];
  columns: string[];
  q?: string | null;
  default?: boolean;
}

export interface TrailEntry {
  at: string;
  user: string;
  event: string;
  text: string;
}

export interface LinkGroup {
  key: string;
  label: string;
  documents: { page: string | null; id: number; rec_name: string; state?: string | null; date?: string | null }[];
}
