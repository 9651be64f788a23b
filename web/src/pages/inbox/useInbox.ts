/** The inbox: what the person was told, kept fresh by the server's `inbox` event. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { get, post } from "@/api/client";
import type { Inbox, InboxMessage, Unread } from "@/api/gen";
import { live } from "@/api/live";

export type { InboxMessage };

export const PAGE = 20;

/** A page of messages; `limit` of the newest for the drawer. */
export const useInbox = (page: number, unread: boolean, limit = PAGE, enabled = true) =>
  useQuery({
    queryKey: ["inbox", "list", unread, page, limit],
    queryFn: ({ signal }) =>
      get<Inbox>("/api/inbox", { unread: unread ? "true" : null, offset: (page - 1) * limit, limit }, signal),
    placeholderData: keepPreviousData,
    enabled,
  });

/** How many messages are not read, as the server says it whenever that changes. */
export function useUnread(): number {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ["inbox", "unread"],
    queryFn: async ({ signal }) => (await get<Inbox>("/api/inbox", { limit: 1 }, signal)).unread,
    staleTime: 60_000,
  });
  useEffect(() => {
    const ends = [
      live.on("inbox", (unread) => {
        client.setQueryData(["inbox", "unread"], unread);
        void client.invalidateQueries({ queryKey: ["inbox", "list"] });
      }),
      live.on("resumed", () => void client.invalidateQueries({ queryKey: ["inbox"] })),
    ];
    return () => ends.forEach((end) => end());
  }, [client]);
  return data ?? 0;
}

/** Mark one message read, or all of them. */
export function useRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (message: number | null) => post<Unread>(message === null ? "/api/inbox/read" : `/api/inbox/${message}/read`),
    onSuccess: ({ unread }) => {
      client.setQueryData(["inbox", "unread"], unread);
      void client.invalidateQueries({ queryKey: ["inbox", "list"] });
    },
  });
}
