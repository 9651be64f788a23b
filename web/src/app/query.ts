import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "@/api/errors";

/** Try again what a second try can heal: a lost connection or a server that is starting. */
export function worthRetrying(failures: number, error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  return failures < 2 && (error.status === 0 || error.status >= 502);
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: worthRetrying, staleTime: 15_000, refetchOnWindowFocus: false },
    mutations: { retry: false },
  },
});
