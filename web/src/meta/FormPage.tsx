import { Skeleton } from "antd";
import { useParams } from "react-router";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { DocumentForm } from "./form/DocumentForm";
import { useDefaults, useDocument, usePage } from "./queries";
import type { Page } from "./types";

/** The form of any document page, drawn from its description. */
export default function FormPage() {
  const { page: name = "", id = "" } = useParams();
  const { data: page, error, refetch } = usePage(name);
  if (error && !page) return <FailedToLoad error={error} onRetry={() => void refetch()} />;
  if (!page) return <Skeleton active paragraph={{ rows: 10 }} />;
  return id === "new" ? <NewForm key={name} page={page} /> : <StoredForm key={`${name}/${id}`} page={page} id={id} />;
}

function StoredForm({ page, id }: { page: Page; id: string }) {
  const { data, error, refetch } = useDocument(page, id);
  if (error && !data) return <FailedToLoad error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active paragraph={{ rows: 10 }} />;
  return <DocumentForm page={page} document={data} defaults={null} />;
}

function NewForm({ page }: { page: Page }) {
  const { data, error, refetch } = useDefaults(page);
  if (error && !data) return <FailedToLoad error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active paragraph={{ rows: 10 }} />;
  return <DocumentForm page={page} document={null} defaults={data} />;
}
