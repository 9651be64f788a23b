import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ApiError, messageOf } from "@/api/errors";
import { get, post } from "@/api/client";
import type { Kiosk, ScreenData } from "@/api/types";
import { languageOf, showLanguage } from "@/app/i18n";
import { Starting } from "@/pages/system/Starting";
import { Over, Player } from "./player/Player";

const RETRY_MS = 5_000;

/** The secret of the link stands behind the #: browsers never send that part to a server. */
const secret = () => decodeURIComponent(location.hash.slice(1));

async function enter(signal: AbortSignal): Promise<Kiosk> {
  const token = secret();
  return token ? post<Kiosk>("/api/kiosk", { token }) : get<Kiosk>("/api/kiosk", {}, signal);
}

const fetchData = (screen: number, signal: AbortSignal) =>
  get<ScreenData>(`/api/kiosk/screens/${screen}/data`, {}, signal);

/** A screen on a television: no log-in, no menu, nothing to press. */
export default function KioskPage() {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const changed = () => setHash(location.hash);
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  const { data, error, refetch } = useQuery({
    queryKey: ["kiosk", hash],
    queryFn: ({ signal }) => enter(signal),
    refetchInterval: 60_000,
    // A television that is switched on before the server waits for it; a wrong link does not.
    retry: (_, cause) => !(cause instanceof ApiError && cause.status >= 400 && cause.status < 500),
    retryDelay: RETRY_MS,
  });
  useEffect(() => {
    if (data) void showLanguage(languageOf(data.language));
  }, [data]);
  const refused = error instanceof ApiError && error.status >= 400 && error.status < 500;
  if (refused) return <Over text={messageOf(error)} />;
  if (!data) return <Starting />;
  if (data.screens.length === 0) return <Over text="" />;
  return (
    <Player
      screens={data.screens}
      company={data.company}
      events="/api/kiosk/events"
      fetchData={fetchData}
      onResumed={() => void refetch()}
    />
  );
}
