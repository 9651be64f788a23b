import { useQueryClient } from "@tanstack/react-query";
import { useParams } from "react-router";
import { useState } from "react";
import { useCurrentUser } from "@/app/session/useMe";
import { useLiveUpdates } from "@/app/session/useLiveUpdates";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { Starting } from "@/pages/system/Starting";
import { EditorView } from "./editor/EditorView";
import { useBlocks, useScreen } from "./queries";

/** The editor of one screen; begun anew when the screen is read again. */
export default function EditPage() {
  const id = Number(useParams()["id"]);
  const me = useCurrentUser();
  const client = useQueryClient();
  const screen = useScreen(id);
  const blocks = useBlocks();
  const [round, setRound] = useState(0);
  useLiveUpdates();
  const error = screen.error ?? blocks.error;
  if (error) return <FailedToLoad error={error} onRetry={() => void (screen.error ? screen.refetch() : blocks.refetch())} />;
  if (!screen.data || !blocks.data) return <Starting />;
  return (
    <EditorView
      key={`${id}/${round}`}
      screen={screen.data}
      blocks={blocks.data}
      company={me.company?.name ?? ""}
      onReload={() =>
        void client.refetchQueries({ queryKey: ["screen", id] }).then(() => setRound((count) => count + 1))
      }
    />
  );
}
