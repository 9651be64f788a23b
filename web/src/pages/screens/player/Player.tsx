import { useEffect, useEffectEvent, useMemo, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { LiveConnection } from "@/api/live";
import type { ScreenData, ScreenLayout } from "@/api/types";
import { Feed } from "../feed";
import type { Theme } from "../palette";
import styles from "./player.module.css";
import { Stage } from "./Stage";

export interface Shown {
  id: number;
  stamp: string;
  name: string;
  theme: Theme;
  layout: ScreenLayout;
  /** How long it stays before the next one; 0 for good. */
  seconds: number;
}

interface Props {
  screens: readonly Shown[];
  company: string;
  /** Where the events come from. */
  events: string;
  fetchData: (screen: number, signal: AbortSignal) => Promise<ScreenData>;
  /** The connection is back after a break, or new facts came: what is shown may have changed too. */
  onResumed?: () => void;
}

/** Plays one screen, or several in turn, live. */
export function Player({ screens, company, events, fetchData, onResumed }: Props) {
  const [turn, setTurn] = useState(0);
  const shown = screens[turn % screens.length] as Shown;
  const resumed = useEffectEvent(() => onResumed?.());

  // Another layout under the same number is another question: the stamp is part of the key.
  const feed = useMemo(
    () => ({ key: `${shown.id}/${shown.stamp}`, feed: new Feed((signal) => fetchData(shown.id, signal)) }),
    [shown.id, shown.stamp, fetchData],
  ).feed;
  const state = useSyncExternalStore(feed.watch, () => feed.state);
  const connection = useMemo(() => new LiveConnection(events), [events]);
  const status = useSyncExternalStore(connection.watch, () => connection.status);

  useEffect(() => {
    connection.start();
    const ends = [connection.on("resumed", () => resumed()), connection.on("screen", () => resumed())];
    return () => {
      for (const end of ends) end();
      connection.stop();
    };
  }, [connection]);
  useEffect(() => {
    feed.start();
    const ends = [connection.on("facts", () => feed.changed()), connection.on("resumed", () => feed.changed())];
    // Nothing is heard any more: ask whether the server is gone, or the right to look.
    let before = connection.status.state;
    ends.push(
      connection.watch(() => {
        const { state: now } = connection.status;
        if (now === "offline" && before !== "offline") feed.changed();
        before = now;
      }),
    );
    return () => {
      for (const end of ends) end();
      feed.stop();
    };
  }, [feed, connection]);
  useEffect(() => {
    if (screens.length < 2 || shown.seconds <= 0) return undefined;
    const timer = setTimeout(() => setTurn((turn + 1) % screens.length), shown.seconds * 1000);
    return () => clearTimeout(timer);
  }, [screens.length, shown.seconds, turn]);

  if (state.over) return <Over text={state.over} />;
  const since = earlier(state.since, status.state === "offline" ? status.since : null);
  return (
    <div className={styles.player}>
      <Stage
        key={shown.id}
        name={shown.name}
        company={company}
        theme={shown.theme}
        layout={shown.layout}
        data={state.data}
        since={since}
      />
      {screens.length > 1 && (
        <div className={styles.dots} aria-hidden="true">
          {screens.map((screen, at) => (
            <span key={screen.id} className={at === turn % screens.length ? styles.here : styles.dot} />
          ))}
        </div>
      )}
    </div>
  );
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return a < b ? a : b;
}

/** Nothing may be shown (any more): why, instead of old figures. */
export function Over({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <div className={styles.over}>
      <h1>{t("screens.over")}</h1>
      <p>{text}</p>
    </div>
  );
}
