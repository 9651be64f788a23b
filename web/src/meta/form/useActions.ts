import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { call, post, put } from "@/api/client";
import { ApiError, messageOf } from "@/api/errors";
import { documentKey, documentPath, documentQuery } from "../queries";
import type { ButtonDescription, Document, Page, Question, Values } from "../types";
import { askConflict, askWarnings } from "./ask";
import { changesOf, missing, requiredOf } from "./draft";
import type { DraftControls } from "./useDraft";

/** A button's question under way, and the document it was pressed on. */
export interface Asked {
  question: Question;
  button: ButtonDescription;
  id: number;
}

/** Store, press, copy, delete: with confirmations, conflicts and messages in one place. */
export function useActions(page: Page, document: Document | null, controls: DraftControls, setWrong: (names: string[]) => void) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [working, setWorking] = useState("");
  const [asked, setAsked] = useState<Asked | null>(null);

  const keep = (stored: Document) => {
    client.setQueryData(documentKey(page.model, String(stored.id)), stored);
    controls.reset(stored);
    void client.invalidateQueries({ queryKey: ["documents"], predicate: ({ queryKey }) => queryKey[2] !== "form" });
  };

  /** Do it; ask about the ERP's warnings and do it again with those the person accepts. */
  const confirming = async <T,>(work: (confirmed: string[]) => Promise<T>, confirmed: string[] = []): Promise<T | null> => {
    try {
      return await work(confirmed);
    } catch (error) {
      const warnings = error instanceof ApiError ? error.warnings : [];
      if (warnings.length === 0 || !(await askWarnings(modal, warnings))) {
        if (warnings.length === 0) throw error;
        return null;
      }
      return confirming(work, [...confirmed, ...warnings.map((one) => one.name)]);
    }
  };

  /** Load the version somebody else stored; what was typed here goes on top of it or is dropped. */
  const reload = async (keepMine: boolean) => {
    if (!document) return;
    const latest = await client.fetchQuery({ ...documentQuery(page, String(document.id)), staleTime: 0 });
    if (keepMine) controls.rebase(latest);
    else controls.reset(latest);
  };

  const attempt = async <T,>(name: string, work: () => Promise<T>): Promise<T | null> => {
    setWorking(name);
    try {
      return await work();
    } catch (error) {
      if (error instanceof ApiError && error.code === "kernel.stale" && document) {
        const resolution = await askConflict(modal, messageOf(error), controls.dirty);
        if (resolution !== "stay") await reload(resolution === "mine");
      } else {
        message.error({ content: messageOf(error), duration: 8 });
      }
      return null;
    } finally {
      setWorking("");
    }
  };

  const store = async (): Promise<Document | null> => {
    const draft = await controls.settled();
    const empty = missing(draft, requiredOf(page, draft));
    setWrong(empty);
    if (empty.length > 0) {
      const names = empty.map((name) => page.fields[name]?.label ?? name);
      message.warning(t("documents.fillIn", { names: names.join(t("documents.comma")) }));
      return null;
    }
    const values = changesOf(draft);
    return confirming((confirmed) =>
      document
        ? put<Document>(documentPath(page.page, `/${document.id}`), { values, stamp: draft.stamp, confirmed })
        : post<Document>(documentPath(page.page), { values, confirmed }),
    );
  };

  const show = (id: number) => void navigate(`/documents/${page.page}/${id}`, { replace: true });

  const save = () =>
    attempt("save", async () => {
      const stored = await store();
      if (!stored) return null;
      keep(stored);
      message.success(t("documents.saved"));
      if (!document) show(stored.id);
      return stored;
    });

  /** Show what came of a button or of an answer: the document, another one, or a question. */
  const follow = (came: Document, button: ButtonDescription) => {
    keep(came);
    setAsked(came.question ? { question: came.question, button, id: came.id } : null);
    if (came.question) return;
    message.success(t("documents.done", { name: button.label }));
    if (came.open) void navigate(`/documents/${came.open.page}/${came.open.id}`);
  };

  const press = async (button: ButtonDescription) => {
    if (button.confirm && !(await modal.confirm({ title: button.label, content: button.confirm }))) return;
    await attempt(button.name, async () => {
      const current = controls.dirty || !document ? await store() : document;
      if (!current) return;
      // What was typed is stored now, even if the step itself is refused.
      if (current !== document) keep(current);
      if (!document) show(current.id);
      const address = documentPath(page.page, `/${current.id}/buttons/${encodeURIComponent(button.name)}`);
      const came = await confirming((confirmed) => post<Document>(address, { stamp: current.stamp, confirmed }));
      if (came) follow(came, button);
    });
  };

  /** Go on with a button's question; `state` is that of the way chosen. */
  const answer = async (state: string, values: Values) => {
    if (!asked) return;
    const { wizard, session, state: from } = asked.question;
    await attempt(`answer-${state}`, async () => {
      const came = await confirming((confirmed) =>
        post<Document>(documentPath(page.page, `/${asked.id}/answer`), { wizard, session, state: from, pressed: state, values, confirmed }),
      );
      if (!came) return;
      // The way out of a question is called "end": nothing was done.
      if (state === "end") setAsked(null);
      else follow(came, asked.button);
    });
  };

  const copy = () =>
    attempt("copy", async () => {
      const made = await post<Document>(documentPath(page.page, `/${document?.id}/copy`));
      keep(made);
      void navigate(`/documents/${page.page}/${made.id}`);
    });

  const remove = async () => {
    const sure = await modal.confirm({
      title: t("documents.deleteTitle"),
      content: t("documents.deleteText", { name: document?.rec_name ?? "" }),
      okButtonProps: { danger: true },
      okText: t("documents.delete"),
    });
    if (!sure || !document) return;
    await attempt("delete", async () => {
      const gone = await confirming((confirmed) =>
        call("DELETE", documentPath(page.page, `/${document.id}`), { query: { stamp: document.stamp, confirmed } }).then(() => true),
      );
      if (!gone) return;
      controls.reset(document);
      void client.invalidateQueries({ queryKey: ["documents"], predicate: ({ queryKey }) => queryKey[2] !== "form" });
      message.success(t("documents.deleted"));
      void navigate(`/documents/${page.page}`, { replace: true });
    });
  };

  return { working, asked, save, press, answer, copy, remove };
}
