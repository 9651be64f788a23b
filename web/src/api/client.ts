/** The one door to the server: session cookie, CSRF token, language, typed errors. */
import i18next from "i18next";
import { ApiError, type ErrorBody } from "./errors";

type Query = Record<string, string | number | readonly string[] | null | undefined>;

interface Options {
  query?: Query;
  body?: unknown;
  signal?: AbortSignal | undefined;
}

let csrf = "";
let onSessionEnd: () => void = () => undefined;

/** Keep the token that `/api/me` gives; every write sends it back. */
export function setCsrf(token: string): void {
  csrf = token;
}

/** What happens when the server says that nobody is logged in (any more). */
export function whenSessionEnds(action: () => void): void {
  onSessionEnd = action;
}

/** Path with its query; lists repeat the name, empty values are left out. */
export function address(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === "") continue;
    const values = Array.isArray(value) ? value : [value];
    for (const one of values) parameters.append(name, String(one));
  }
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}

async function errorOf(response: Response): Promise<ApiError> {
  let body: ErrorBody | undefined;
  try {
    body = ((await response.json()) as { error?: ErrorBody }).error;
  } catch {
    // A proxy's page or an empty answer: the status is all there is.
  }
  return new ApiError(
    response.status,
    body ?? { code: `http.${response.status}`, message: i18next.t("error.status", { status: response.status }) },
  );
}

async function send(method: string, path: string, options: Options): Promise<Response> {
  const headers: Record<string, string> = { "Accept-Language": i18next.language };
  const file = options.body instanceof Blob ? options.body : null;
  if (options.body !== undefined) headers["Content-Type"] = file ? file.type : "application/json";
  if (method !== "GET") headers["X-Baton-CSRF"] = csrf;
  const init: RequestInit = { method, headers, credentials: "same-origin" };
  if (options.body !== undefined) init.body = file ?? JSON.stringify(options.body);
  if (options.signal) init.signal = options.signal;
  let response: Response;
  try {
    response = await fetch(address(path, options.query), init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiError(0, { code: "network", message: i18next.t("error.network") });
  }
  if (response.ok) return response;
  if (response.status === 401 && path !== "/api/login") onSessionEnd();
  throw await errorOf(response);
}

/** Call the server and read JSON; nothing for an empty answer. */
export async function call<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const response = await send(method, path, options);
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
  call<T>("GET", path, { query: query ?? {}, signal });
export const post = <T>(path: string, body: unknown = {}): Promise<T> => call<T>("POST", path, { body });
/** Send a file as it is; its own type says what it is. */
export const upload = <T>(path: string, file: Blob, query?: Query): Promise<T> => call<T>("POST", path, { query: query ?? {}, body: file });
export const put = <T>(path: string, body: unknown): Promise<T> => call<T>("PUT", path, { body });
export const patch = <T>(path: string, body: unknown): Promise<T> => call<T>("PATCH", path, { body });
export const remove = <T>(path: string): Promise<T> => call<T>("DELETE", path);

/** Fetch a file (so that an error is shown in place, not as a page) and hand it to the browser. */
export async function download(path: string, query: Query | undefined, fallbackName: string): Promise<void> {
  const response = await send("GET", path, { query: query ?? {} });
  const disposition = response.headers.get("Content-Disposition") ?? "";
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  const plain = /filename="?([^";]+)"?/i.exec(disposition)?.[1];
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = encoded ? decodeURIComponent(encoded) : (plain ?? fallbackName);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
