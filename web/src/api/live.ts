/** Server-sent events: one connection for the whole app, which comes back by itself. */

export interface FactsEvent {
  version: number;
  facts: string[];
}

export interface DocumentEvent {
  model: string;
  id: number;
  operation: string;
}

export interface LiveStatus {
  state: "connecting" | "online" | "offline";
  /** When the connection was lost. */
  since: Date | null;
}

interface Listeners {
  facts: (event: FactsEvent) => void;
  document: (event: DocumentEvent) => void;
  /** A big screen was changed, deleted, or one of its links revoked. */
  screen: () => void;
  /** Something on a strategy map was changed. */
  strategy: () => void;
  /** How many of the person's messages are not read. */
  inbox: (unread: number) => void;
  /** The connection is back after a break: events may have been missed. */
  resumed: () => void;
}

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 4_000;

/** The server says every two seconds that it is there; after this long without a word it is gone. */
const SILENCE = 4_500;
const LOOK = 500;

export class LiveConnection {
  private source: EventSource | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private watchdog: ReturnType<typeof setInterval> | null = null;
  private heard = 0;
  private pause = FIRST_PAUSE;
  private current: LiveStatus = { state: "connecting", since: null };
  private readonly watchers = new Set<() => void>();
  private readonly listeners: { [K in keyof Listeners]: Set<Listeners[K]> } = {
    facts: new Set(),
    document: new Set(),
    screen: new Set(),
    strategy: new Set(),
    inbox: new Set(),
    resumed: new Set(),
  };

  constructor(
    private readonly url: string,
    private readonly open: (url: string) => EventSource = (address) => new EventSource(address),
  ) {}

  get status(): LiveStatus {
    return this.current;
  }

  start(): void {
    if (!this.source && !this.timer) this.connect();
    this.watchdog ??= setInterval(() => {
      if (this.source && Date.now() - this.heard > SILENCE) this.lost();
    }, LOOK);
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    if (this.watchdog) clearInterval(this.watchdog);
    this.watchdog = null;
    this.source?.close();
    this.timer = null;
    this.source = null;
    this.pause = FIRST_PAUSE;
    this.set({ state: "connecting", since: null });
  }

  /** Call `listener` on each event of a kind; the answer ends it. */
  on<K extends keyof Listeners>(kind: K, listener: Listeners[K]): () => void {
    const set = this.listeners[kind] as Set<Listeners[K]>;
    set.add(listener);
    return () => set.delete(listener);
  }

  /** For `useSyncExternalStore`: call on each change of status. */
  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  private connect(): void {
    const source = this.open(this.url);
    this.source = source;
    this.heard = Date.now();
    for (const kind of ["open", "hello", "beat", "facts", "document", "progress", "screen", "strategy", "inbox"]) {
      source.addEventListener(kind, () => {
        this.heard = Date.now();
      });
    }
    source.addEventListener("open", () => this.opened());
    source.addEventListener("error", () => {
      if (this.source === source) this.lost();
    });
    source.addEventListener("facts", (event) => {
      const data = JSON.parse((event as MessageEvent<string>).data) as FactsEvent;
      for (const listener of this.listeners.facts) listener(data);
    });
    source.addEventListener("document", (event) => {
      const data = JSON.parse((event as MessageEvent<string>).data) as DocumentEvent;
      for (const listener of this.listeners.document) listener(data);
    });
    source.addEventListener("screen", () => {
      for (const listener of this.listeners.screen) listener();
    });
    source.addEventListener("inbox", (event) => {
      const { unread } = JSON.parse((event as MessageEvent<string>).data) as { unread: number };
      for (const listener of this.listeners.inbox) listener(unread);
    });
    source.addEventListener("strategy", () => {
      for (const listener of this.listeners.strategy) listener();
    });
  }

  private opened(): void {
    const resumed = this.current.state === "offline";
    this.pause = FIRST_PAUSE;
    this.set({ state: "online", since: null });
    if (resumed) for (const listener of this.listeners.resumed) listener();
  }

  /** A browser gives up after some errors, so the connection is made anew with growing pauses. */
  private lost(): void {
    this.source?.close();
    this.source = null;
    if (this.current.state !== "offline") this.set({ state: "offline", since: new Date() });
    this.timer = setTimeout(() => {
      this.timer = null;
      this.connect();
    }, this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }

  private set(status: LiveStatus): void {
    this.current = status;
    for (const watcher of this.watchers) watcher();
  }
}

export const live = new LiveConnection("/api/events");
