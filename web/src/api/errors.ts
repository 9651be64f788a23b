/** What a failed call tells the user; the texts come from the server, in the user's language. */
import type { Touched } from "./gen";

export interface Finding {
  path?: string;
  message: string;
}

/** A question of the ERP before it goes on. */
export interface Warning {
  name: string;
  text: string;
}

export interface ErrorBody {
  code: string;
  message: string;
  position?: number | null;
  findings?: Finding[] | null;
  /** What the ERP wants confirmed; sent back by name. */
  warnings?: Warning[] | null;
  /** Targets of others that would change as well. */
  touched?: Touched[] | null;
}

export class ApiError extends Error {
  /** HTTP status; 0 when the server could not be reached. */
  readonly status: number;
  readonly code: string;
  /** Where in the text the user sent the fault is, counted from 0. */
  readonly position: number | null;
  readonly findings: Finding[];
  readonly warnings: Warning[];
  readonly touched: Touched[];

  constructor(status: number, body: ErrorBody) {
    super(body.message);
    this.name = "ApiError";
    this.status = status;
    this.code = body.code;
    this.position = body.position ?? null;
    this.findings = (body.findings ?? []).map((one) => (typeof one === "string" ? { message: one } : one));
    this.warnings = body.warnings ?? [];
    this.touched = body.touched ?? [];
  }

  /** Somebody else changed the document, or the ERP asks for confirmation. */
  get conflict(): boolean {
    return this.status === 409;
  }
}

/** A message for any thrown thing. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
