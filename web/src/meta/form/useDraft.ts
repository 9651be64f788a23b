import { App } from "antd";
import { useCallback, useRef, useState } from "react";
import { post } from "@/api/client";
import { messageOf } from "@/api/errors";
import { documentPath } from "../queries";
import type { Choice, Page, States, Value, Values } from "../types";
import {
  asValues, type Draft, linesOf, rebased, startDraft, withAnswer, withLineValues, withNewLine, withoutLine, withValue,
} from "./draft";

interface Answer {
  values: Values;
  line?: Values | null;
  states?: States | null;
}

const NOTHING: States = { fields: {}, buttons: {} };

/** What a draft starts from: a stored document, or the defaults of a new one. */
interface Stored {
  values: Values;
  states: States;
  stamp: string;
}

interface Typed {
  /** `field` of the document or `lines/key/field`. */
  place: string;
  at: number;
}

/** An unsaved document: what is typed shows at once, what follows from it comes from the ERP. */
export function useDraft(page: Page, id: number | null) {
  const { message } = App.useApp();
  const [draft, setDraft] = useState<Draft>(() => startDraft({}, NOTHING, null));
  const [asking, setAsking] = useState(0);
  const latest = useRef(draft);
  const typed = useRef<Typed[]>([]);
  const clock = useRef(0);
  const chain = useRef<Promise<void>>(Promise.resolve());

  const put = useCallback((next: Draft) => {
    latest.current = next;
    setDraft(next);
  }, []);

  const reset = useCallback(
    ({ values, states, stamp }: Stored, touched: string[] = []) => {
      typed.current = [];
      put(startDraft(values, states, stamp, touched));
    },
    [put],
  );

  /** Go on from a later stored version and keep what was typed. */
  const rebase = useCallback(
    ({ values, states, stamp }: Stored) => put(rebased(latest.current, values, states, stamp)),
    [put],
  );

  /** What a field may be in the form as it now stands. */
  const choices = useCallback(
    (field: string, q: string, line?: { field: string; key: string }) => {
      const now = latest.current;
      const index = line ? linesOf(now, line.field).findIndex((one) => one.key === line.key) : -1;
      return post<Choice[]>(documentPath(page.page, "/choices"), {
        field,
        q,
        values: asValues(now),
        id,
        ...(line ? { line: { field: line.field, index } } : {}),
      });
    },
    [id, page.page],
  );

  // One question at a time, each with the document as it then stands: answers never cross.
  const follow = useCallback(
    (changed: string[], line?: { field: string; key: string }) => {
      const ask = async () => {
        const now = latest.current;
        const index = line ? linesOf(now, line.field).findIndex((one) => one.key === line.key) : -1;
        if (line && index < 0) return;
        const since = ++clock.current;
        const body = {
          values: asValues(now),
          changed,
          id,
          ...(line ? { line: { field: line.field, index } } : {}),
        };
        setAsking((count) => count + 1);
        try {
          const answer = await post<Answer>(documentPath(page.page, "/on-change"), body);
          const later = typed.current.filter((one) => one.at > since).map((one) => one.place);
          let next = withAnswer(latest.current, answer.values, later);
          if (line && answer.line) {
            const own = Object.entries(answer.line).filter(([name]) => !later.includes(`${line.field}/${line.key}/${name}`));
            next = withLineValues(next, line.field, line.key, Object.fromEntries(own));
          }
          put(answer.states ? { ...next, states: answer.states } : next);
        } catch (error) {
          message.error(messageOf(error));
        } finally {
          setAsking((count) => count - 1);
        }
      };
      chain.current = chain.current.then(ask);
      return chain.current;
    },
    [id, message, page.page, put],
  );

  const note = (place: string) => typed.current.push({ place, at: ++clock.current });

  const setValue = (name: string, value: Value) => {
    note(name);
    put(withValue(latest.current, name, value));
    if (page.fields[name]?.on_change) void follow([name]);
  };

  const setLine = (field: string, key: string, name: string, value: Value) => {
    note(`${field}/${key}/${name}`);
    put(withLineValues(latest.current, field, key, { [name]: value }));
    const grid = page.form.lines.find((one) => one.field === field);
    if (grid?.fields[name]?.on_change) void follow([name], { field, key });
  };

  const addLine = (field: string, values: Values) => {
    put(withNewLine(latest.current, field, values));
    const added = linesOf(latest.current, field).at(-1);
    // No field changed yet: the ERP fills in the defaults of a new line.
    if (added) void follow([], { field, key: added.key });
  };

  const removeLine = (field: string, key: string) => {
    put(withoutLine(latest.current, field, key));
    if (page.fields[field]?.on_change) void follow([field]);
  };

  return {
    draft,
    busy: asking > 0,
    dirty: draft.touched.length > 0,
    reset,
    rebase,
    choices,
    setValue,
    setLine,
    addLine,
    removeLine,
    /** The draft once every question under way is answered. */
    settled: async () => {
      await chain.current;
      return latest.current;
    },
  };
}

export type DraftControls = ReturnType<typeof useDraft>;
