/** What the alert pages ask and do. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { get, post, put, remove } from "@/api/client";
import { messageOf } from "@/api/errors";
import type {
  AlertChannel,
  AlertChoices,
  AlertDeliveries,
  AlertRule,
  AlertRuns,
  ChannelTested,
  ChannelWrite,
  RuleTested,
  RuleWrite,
} from "./types";

export const useRules = () =>
  useQuery({ queryKey: ["alerts", "rules"], queryFn: ({ signal }) => get<AlertRule[]>("/api/alerts/rules", {}, signal) });

export const useChoices = () =>
  useQuery({
    queryKey: ["alerts", "choices"],
    queryFn: ({ signal }) => get<AlertChoices>("/api/alerts/choices", {}, signal),
    staleTime: 60_000,
  });

export const useChannels = (enabled: boolean) =>
  useQuery({
    queryKey: ["alerts", "channels"],
    queryFn: ({ signal }) => get<AlertChannel[]>("/api/alerts/channels", {}, signal),
    enabled,
  });

export const PAGE = 20;

const paged = (page: number, rule: number | null) => ({ rule, offset: (page - 1) * PAGE, limit: PAGE });

export const useRuns = (page: number, rule: number | null) =>
  useQuery({
    queryKey: ["alerts", "runs", rule, page],
    queryFn: ({ signal }) => get<AlertRuns>("/api/alerts/runs", paged(page, rule), signal),
    placeholderData: keepPreviousData,
  });

export const useDeliveries = (page: number, rule: number | null) =>
  useQuery({
    queryKey: ["alerts", "deliveries", rule, page],
    queryFn: ({ signal }) => get<AlertDeliveries>("/api/alerts/deliveries", paged(page, rule), signal),
    placeholderData: keepPreviousData,
    refetchInterval: (query) =>
      query.state.data?.rows.some((one) => one.state === "waiting" || one.state === "sending") ? 3_000 : false,
  });

/** A write about alerts: what went wrong is shown, and all lists are asked for again. */
function useWrite<A, R>(work: (input: A) => Promise<R>) {
  const client = useQueryClient();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: work,
    onSettled: () => client.invalidateQueries({ queryKey: ["alerts"] }),
    onError: (error) => void message.error(messageOf(error)),
  });
}

export const useSaveRule = () =>
  useWrite(({ rule, values }: { rule: AlertRule | null; values: RuleWrite }) =>
    rule
      ? put<AlertRule>(`/api/alerts/rules/${rule.id}`, { ...values, stamp: rule.stamp })
      : post<AlertRule>("/api/alerts/rules", values),
  );

export const useRemoveRule = () => useWrite((id: number) => remove<void>(`/api/alerts/rules/${id}`));

export const useTestRule = () =>
  useWrite(({ id, send }: { id: number; send: boolean }) => post<RuleTested>(`/api/alerts/rules/${id}/test`, { send }));

export const useSaveChannel = () =>
  useWrite(({ channel, values }: { channel: AlertChannel | null; values: ChannelWrite }) =>
    channel
      ? put<AlertChannel>(`/api/alerts/channels/${channel.id}`, { ...values, stamp: channel.stamp })
      : post<AlertChannel>("/api/alerts/channels", values),
  );

export const useRemoveChannel = () => useWrite((id: number) => remove<void>(`/api/alerts/channels/${id}`));

export const useTestChannel = () => useWrite((id: number) => post<ChannelTested>(`/api/alerts/channels/${id}/test`));
