import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useTranslation } from "react-i18next";
import { patch, post, put, remove } from "@/api/client";
import { ApiError, messageOf } from "@/api/errors";
import type { Slice } from "@/api/queries";
import type { Place } from "../map/layout";
import { fetchStrategy, strategyKey, useRefresh } from "../queries";
import type { Strategy } from "../types";
import { changes, clashes, type Values, wire } from "./merge";
import { type Show, useConflict } from "./useConflict";

export type Kind = "themes" | "objectives" | "links" | "indicators" | "initiatives";

export interface Stored {
  id: number;
  stamp: string;
}

const stale = (error: unknown) => error instanceof ApiError && error.code === "kernel.stale";
const missing = (error: unknown) => error instanceof ApiError && error.status === 404;

/** Everything of one kind that a strategy has. */
function itemsOf(strategy: Strategy, kind: Kind): (Stored & Values)[] {
  const found = kind === "indicators" ? strategy.objectives.flatMap((one) => one.indicators) : strategy[kind];
  return found as unknown as (Stored & Values)[];
}

/**
 * Writing on one map. What somebody else changed meanwhile is merged where the two do not touch, and asked about where
 * they do; a write that fails leaves what was typed where it is.
 */
export function useWrites(id: number, slice: Slice, show: Show) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const refresh = useRefresh();
  const conflict = useConflict();
  const path = `/api/strategies/${id}`;

  const look = async (kind: Kind, item: number) => {
    const fresh = await fetchStrategy(id, slice);
    client.setQueryData(strategyKey(id, slice), fresh);
    return itemsOf(fresh, kind).find((one) => one.id === item);
  };

  const make = (kind: Kind, values: Values) => post<Stored>(`${path}/${kind}`, wire(values));

  /** Send the changed fields; asks until one side has it. `all` makes it again when it is gone. */
  const send = async (kind: Kind, base: Stored & Values, changed: Values, all: Values, name: string): Promise<void> => {
    try {
      await patch(`${path}/${kind}/${base.id}`, { stamp: base.stamp, values: wire(changed) });
    } catch (error) {
      if (!stale(error) && !missing(error)) throw error;
      const theirs = await look(kind, base.id);
      if (!theirs) {
        if (await conflict.gone(name)) await make(kind, all);
        return;
      }
      const found = clashes(base, changed, theirs);
      if (found.length === 0 || (await conflict.collided(name, found, show))) {
        await send(kind, theirs, changed, all, name);
        if (found.length === 0) void message.info(t("strategy.conflict.merged", { name }));
        return;
      }
      const lost = new Set(found.map((clash) => clash.field));
      const rest = Object.fromEntries(Object.entries(changed).filter(([field]) => !lost.has(field)));
      if (Object.keys(rest).length > 0) await send(kind, theirs, rest, all, name);
    }
  };

  /** Take off; asks when somebody changed it meanwhile. */
  const drop = async (kind: Kind, { id: item, stamp }: Stored, name: string): Promise<void> => {
    try {
      await remove(`${path}/${kind}/${item}?stamp=${encodeURIComponent(stamp)}`);
    } catch (error) {
      if (missing(error)) return;
      if (!stale(error)) throw error;
      const theirs = await look(kind, item);
      if (theirs && (await conflict.changed(name))) await drop(kind, theirs, name);
    }
  };

  /** Run a write; the map is read anew whatever came of it. False when it failed, which has then been said. */
  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      void message.error(messageOf(error), 6);
      return false;
    } finally {
      await refresh();
    }
  };

  return {
    attempt,
    /** Make or change something; whether it worked. */
    save: (kind: Kind, base: (Stored & Values) | null, mine: Values, name: string) =>
      attempt(async () => {
        if (!base) return make(kind, mine);
        const changed = changes(base, mine);
        if (Object.keys(changed).length > 0) await send(kind, base, changed, mine, name);
      }),
    /** Take something off the map. */
    erase: (kind: Kind, item: Stored, name: string) => attempt(() => drop(kind, item, name)),
    /** Move objectives: on the screen at once, then on the server. */
    place: (places: Place[]) =>
      attempt(async () => {
        const at = new Map(places.map((one) => [one.objective, one]));
        client.setQueryData<Strategy>(
          strategyKey(id, slice),
          (old) =>
            old && {
              ...old,
              objectives: old.objectives.map((one) => {
                const to = at.get(one.id);
                return to ? { ...one, x: to.x, y: to.y } : one;
              }),
            },
        );
        await put(`${path}/places`, { places });
      }),
    /** Change the strategy itself: name, vision, state. */
    change: (base: Stored & Values, mine: Values) =>
      attempt(async () => {
        const write = async (from: Stored & Values, changed: Values): Promise<void> => {
          if (Object.keys(changed).length === 0) return;
          try {
            await patch(path, { stamp: from.stamp, ...wire(changed) });
          } catch (error) {
            if (!stale(error)) throw error;
            const theirs = (await fetchStrategy(id, slice)) as unknown as Stored & Values;
            const found = clashes(from, changed, theirs);
            if (found.length === 0 || (await conflict.collided(String(theirs["name"]), found, show))) {
              await write(theirs, changed);
              return;
            }
            const lost = new Set(found.map((clash) => clash.field));
            await write(theirs, Object.fromEntries(Object.entries(changed).filter(([field]) => !lost.has(field))));
          }
        };
        await write(base, changes(base, mine));
      }),
  };
}

export type Writes = ReturnType<typeof useWrites>;
