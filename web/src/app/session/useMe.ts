import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError } from "@/api/errors";
import { call, get, patch, post, setCsrf } from "@/api/client";
import type { Me } from "@/api/types";
import { serverLanguage, showLanguage } from "@/app/i18n";
import type { Language } from "@/lib/quantity";
import { setZone } from "@/lib/zone";

const KEY = ["me"];

/** Who is logged in; null when nobody is. */
async function fetchMe(signal: AbortSignal): Promise<Me | null> {
  try {
    const me = await get<Me>("/api/me", {}, signal);
    setCsrf(me.csrf);
    setZone(me.company?.zone);
    return me;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

export const useMe = () => useQuery({ queryKey: KEY, queryFn: ({ signal }) => fetchMe(signal), staleTime: Infinity });

/** The person on the screen; only for pages inside the shell, where somebody is logged in. */
export function useCurrentUser(): Me {
  const { data } = useMe();
  if (!data) throw new Error("useCurrentUser outside the shell");
  return data;
}

export function useSession() {
  const client = useQueryClient();
  /** Another person (or nobody): what was read for the one before is dropped. */
  const enter = (me: Me | null) => {
    setCsrf(me?.csrf ?? "");
    setZone(me?.company?.zone);
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== KEY[0] });
    client.setQueryData(KEY, me);
  };
  return {
    async login(login: string, password: string): Promise<Me> {
      await post("/api/login", { login, password });
      const me = await get<Me>("/api/me");
      enter(me);
      return me;
    },
    async logout(): Promise<void> {
      await post("/api/logout");
      enter(null);
    },
    /** Server texts (menu, names, labels) come in the new language, so everything is read again. */
    async switchLanguage(language: Language): Promise<void> {
      await showLanguage(language);
      await patch("/api/me", { language: serverLanguage(language) });
      await client.invalidateQueries();
    },
    async changePassword(current: string, password: string): Promise<void> {
      await call("POST", "/api/me/password", { body: { current, new: password } });
    },
  };
}
