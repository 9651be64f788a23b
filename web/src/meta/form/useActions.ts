import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { call, post, put } from "@/api/client";
import { ApiError, messageOf } from "@/api/errors";
import { documentKey, documentPath } from "../queries";
import type { ButtonDescription, Document, Page } from "../types";
import { changesOf, missing } from "./draft";
import type { DraftControls } from "./useDraft";

/** Store, press, copy, delete: with confirmations, conflicts and messages in one place. */
export function useActions(page: Page, document: Document | null, controls: DraftControls, setWrong: (names: string[]) => void) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [working, setWorking] = useState("");

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
      if (warnings.length === 0) throw error;
      const accepted = await modal.confirm({
        title: t("documents.warning"),
        content: messageOf(error),
        okText: t("documents.goOn"),
      });
      return accepted ? confirming(work, [...confirmed, ...warnings.map((one) => one.name)]) : null;
    }
  };

  const attempt = async <T,>(name: string, work: () => Promise<T>): Promise<T | null> => {
    setWorking(name);
    try {
      return await work();
    } catch (error) {
      if (error instanceof ApiError && error.conflict) {
        const reload = await modal.confirm({
          title: t("documents.conflict"),
          content: messageOf(error),
          okText: t("documents.reload"),
          cancelText: t("documents.stay"),
        });
        if (reload && document) {
          controls.reset(document);
          await client.invalidateQueries({ queryKey: ["documents", page.model] });
        }
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
    const required = page.form.sections
      .flatMap((section) => section.fields)
      .filter((name) => {
        const state = draft.states.fields[name];
        return !state?.invisible && !state?.readonly && (state?.required ?? page.fields[name]?.required);
      });
    const empty = missing(draft, required);
    setWrong(empty);
    if (empty.length > 0) {
      const names = empty.map((name) => page.fields[name]?.label ?? name);
      message.warning(t("documents.fillIn", { names: names.join(t("documents.comma")) }));
      return null;
    }
    const values = changesOf(draft);
    return confirming((confirmed) =>
      document
        ? put<Document>(documentPath(page.page, `/${document.id}`), { values, stamp: document.stamp, confirmed })
        : post<Document>(documentPath(page.page), { values, confirmed }),
    );
  };

  const save = () =>
    attempt("save", async () => {
      const stored = await store();
      if (!stored) return null;
      keep(stored);
      message.success(t("documents.saved"));
      if (!document) void navigate(`/documents/${page.page}/${stored.id}`, { replace: true });
      return stored;
    });

  const press = async (button: ButtonDescription) => {
    if (button.confirm && !(await modal.confirm({ title: button.label, content: button.confirm }))) return;
    await attempt(button.name, async () => {
      const current = controls.dirty || !document ? await store() : document;
      if (!current) return;
      const address = documentPath(page.page, `/${current.id}/buttons/${encodeURIComponent(button.name)}`);
      try {
        const pressed = await confirming((confirmed) => post<Document>(address, { stamp: current.stamp, confirmed }));
        keep(pressed ?? current);
        if (!pressed) return;
        message.success(t("documents.done", { name: button.label }));
        if (pressed.open) void navigate(`/documents/${pressed.open.page}/${pressed.open.id}`);
        else if (!document) void navigate(`/documents/${page.page}/${current.id}`, { replace: true });
      } catch (error) {
        // What was typed has been stored even though the step was refused.
        if (current !== document) keep(current);
        throw error;
      }
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

  return { working, save, press, copy, remove };
}
