import { type ReactNode, useMemo } from "react";
import GridLayout, { getCompactor } from "react-grid-layout";
import "react-grid-layout/css/styles.css";

export interface GridItem {
  id: string;
  x: number;
  y: number;
  w: number;
  h: number;
  minW?: number;
  minH?: number;
  content: ReactNode;
}

interface Props {
  items: readonly GridItem[];
  columns: number;
  rows: number;
  /** Pixels of the whole grid, and between two items. */
  width: number;
  height: number;
  gap: number;
  onMoved: (places: readonly { id: string; x: number; y: number; w: number; h: number }[]) => void;
}

/** Items stay where they are put and never lie on each other: what would collide is not moved. */
const FREE = getCompactor(null, false, true);

/** A grid whose items are dragged and resized. */
export function Grid({ items, columns, rows, width, height, gap, onMoved }: Props) {
  const layout = useMemo(
    () => items.map(({ id, x, y, w, h, minW, minH }) => ({ i: id, x, y, w, h, minW: minW ?? 1, minH: minH ?? 1 })),
    [items],
  );
  return (
    <GridLayout
      width={width}
      layout={layout}
      gridConfig={{
        cols: columns,
        rowHeight: (height - gap * (rows - 1)) / rows,
        maxRows: rows,
        margin: [gap, gap],
        containerPadding: [0, 0],
      }}
      dragConfig={{ enabled: true, bounded: true, threshold: 4 }}
      resizeConfig={{ enabled: true, handles: ["se", "sw", "ne", "nw"] }}
      compactor={FREE}
      autoSize={false}
      style={{ height }}
      onLayoutChange={(next) => onMoved(next.map(({ i, x, y, w, h }) => ({ id: i, x, y, w, h })))}
    >
      {items.map((item) => (
        <div key={item.id}>{item.content}</div>
      ))}
    </GridLayout>
  );
}
