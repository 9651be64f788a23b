import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { ApiError } from "@/api/errors";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { PageSkeleton } from "@/pages/system/PageSkeleton";
import { useLibrary, useVersions } from "../definitions";
import { draftOf, emptyDraft } from "./draft";
import { Editor } from "./Editor";

/** A new indicator, a copy of one, or the next version of one. */
export default function EditPage() {
  const { t } = useTranslation();
  const { code = null } = useParams();
  const [params] = useSearchParams();
  const source = code ?? params.get("copy");
  const library = useLibrary();
  const versions = useVersions(source);
  const newest = versions.data?.[0];
  const initial = useMemo(() => {
    if (!source) return { ...emptyDraft(), reason: t("indicatorForm.firstReason") };
    if (!newest) return undefined;
    const draft = draftOf(source, newest);
    if (code) return draft;
    const name = (text: string) => t("indicatorForm.copyOf", { name: text });
    return { ...draft, code: "", zh: name(draft.zh), en: name(draft.en), version: 0, reason: name(draft.zh) };
  }, [source, code, newest, t]);

  const error = library.error ?? versions.error;
  if (error) return <FailedToLoad error={error} onRetry={() => void Promise.all([library.refetch(), versions.refetch()])} />;
  if (!library.data || !initial) return <PageSkeleton />;
  if (!library.data.some((one) => one.editable)) {
    const forbidden = new ApiError(403, { code: "forbidden", message: t("indicatorForm.mayNot") });
    return <FailedToLoad error={forbidden} onRetry={() => void library.refetch()} />;
  }
  const known = library.data.find((one) => one.code === code);
  return (
    <Editor
      key={`${code}|${source}`}
      code={code}
      draftName={code ?? (source ? `copy.${source}` : "new")}
      initial={initial}
      versions={code ? (versions.data ?? []) : []}
      known={known}
      taken={new Set(library.data.map((one) => one.code))}
      onNewest={() => versions.refetch()}
    />
  );
}
