/**
 * The figures of one screen as they come: fetched, fetched again when the facts change, and kept
 * when the server is gone, with the time since when they are old.
 */
import { ApiError } from "@/api/errors";
import type { ScreenData } from "@/api/types";

export interface FeedState {
  data: ScreenData | null;
  /** Since when no new figures came; null while all is well. */
  since: Date | null;
  /** The right to look is gone: the link was revoked, the session is over, the screen deleted. */
  over: string | null;
}

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 20_000;
/** Changes that come in a burst are answered by one call. */
export const GATHER_MS = 120;
/** Without any event the figures are fetched again after so long: days change too. */
export const QUIET_MS = 60_000;

export class Feed {
  private current: FeedState = { data: null, since: null, over: null };
  private readonly watchers = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private due = Infinity;
  private pause = FIRST_PAUSE;
  private busy = false;
  private again = false;
  private running = false;
  private abort: AbortController | null = null;

  constructor(private readonly fetchData: (signal: AbortSignal) => Promise<ScreenData>) {}

  get state(): FeedState {
    return this.current;
  }

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  start(): void {
    if (this.running) return;
    this.running = true;
    void this.load();
  }

  stop(): void {
    this.running = false;
    this.abort?.abort();
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.due = Infinity;
  }

  /** New facts: fetch soon. */
  changed(): void {
    if (this.running && !this.current.over) this.plan(GATHER_MS);
  }

  private plan(wait: number): void {
    const at = Date.now() + wait;
    if (at >= this.due && this.timer) return;
    if (this.timer) clearTimeout(this.timer);
    this.due = at;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.due = Infinity;
      void this.load();
    }, wait);
  }

  private async load(): Promise<void> {
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    this.again = false;
    const { signal } = (this.abort = new AbortController());
    let wait = QUIET_MS;
    try {
      const data = await this.fetchData(signal);
      this.pause = FIRST_PAUSE;
      if (this.running) this.set({ data, since: null, over: null });
    } catch (error) {
      // Stopped meanwhile, and perhaps begun again: that is no fault of the server.
      wait = signal.aborted ? 0 : this.failed(error);
    } finally {
      this.busy = false;
    }
    if (!this.running || this.current.over) return;
    this.plan(this.again ? GATHER_MS : wait);
  }

  /** Keep the last figures and say since when; how long until the next try. */
  private failed(error: unknown): number {
    const status = error instanceof ApiError ? error.status : 0;
    if (error instanceof ApiError && (status === 401 || status === 403 || status === 404)) {
      // Whoever may no longer look sees nothing any more, not even what was there.
      this.set({ data: null, since: null, over: error.message });
      return LONGEST_PAUSE;
    }
    this.set({ ...this.current, since: this.current.since ?? new Date() });
    const wait = this.pause;
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
    return wait;
  }

  private set(state: FeedState): void {
    this.current = state;
    for (const watcher of this.watchers) watcher();
  }
}
