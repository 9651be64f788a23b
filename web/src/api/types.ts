/** Shapes of the server's answers, generated from its OpenAPI document, under the names the pages use. */
import type { Card } from "./gen";

export type {
  Block,
  BlockFilter,
  BlockItem,
  BuildingBlocks,
  Card,
  Cockpit,
  DemoLogin,
  ExplainNode as FormulaNode,
  FigureDocuments as Documents,
  FormulaCheck,
  Health,
  IndicatorDefinition as Indicator,
  IndicatorSummary,
  Kiosk,
  KioskScreen,
  Layout as ScreenLayout,
  MadeScreenLink,
  Me,
  MenuItem,
  OrgUnit,
  Perspective,
  Preview,
  Screen,
  ScreenBlocks,
  ScreenData,
  ScreenLink,
  ScreenShape,
  ScreenSummary,
  ScreenTemplate,
  Source as ScreenSource,
  Suggestion,
  TrendPoint,
  Turn,
  ValueColumn,
  Values,
  Version,
  Widget,
  WidgetAnswer,
} from "./gen";

export type Light = NonNullable<Card["light"]>;
export type Direction = Card["direction"];
export type ChangeKind = Card["change_kind"];
