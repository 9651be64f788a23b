import CloseOutlined from "@ant-design/icons/CloseOutlined";
import EditOutlined from "@ant-design/icons/EditOutlined";
import FullscreenOutlined from "@ant-design/icons/FullscreenOutlined";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { useCurrentUser } from "@/app/session/useMe";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { Starting } from "@/pages/system/Starting";
import { Player, type Shown } from "./player/Player";
import styles from "./player/player.module.css";
import { fetchData, fetchScreen } from "./queries";

const AWAKE_MS = 3_000;

/** The screens to play: the one asked for, or those of its rotation. */
async function shownOf(id: number, signal: AbortSignal): Promise<{ screens: Shown[]; editable: boolean }> {
  const first = await fetchScreen(id, signal);
  const turns = first.rotation.length > 0 ? first.rotation : [{ screen: id, seconds: 0 }];
  const screens = await Promise.all(
    turns.map(async ({ screen, seconds }) => ({
      ...(screen === id ? first : await fetchScreen(screen, signal)),
      seconds: seconds ?? 30,
    })),
  );
  return { screens, editable: first.editable };
}

/** A screen full-size for somebody logged in; the buttons show while the mouse moves. */
export default function PlayPage() {
  const { t } = useTranslation();
  const id = Number(useParams()["id"]);
  const navigate = useNavigate();
  const me = useCurrentUser();
  const { data, error, refetch } = useQuery({
    queryKey: ["screen-play", id],
    queryFn: ({ signal }) => shownOf(id, signal),
    refetchInterval: 60_000,
    retry: false,
  });
  const [awake, setAwake] = useState(true);
  useEffect(() => {
    let timer = setTimeout(() => setAwake(false), AWAKE_MS);
    const wake = () => {
      setAwake(true);
      clearTimeout(timer);
      timer = setTimeout(() => setAwake(false), AWAKE_MS);
    };
    addEventListener("pointermove", wake);
    addEventListener("keydown", wake);
    return () => {
      clearTimeout(timer);
      removeEventListener("pointermove", wake);
      removeEventListener("keydown", wake);
    };
  }, []);
  if (!data) return error ? <FailedToLoad error={error} onRetry={() => void refetch()} /> : <Starting />;
  return (
    <div className={awake ? styles.awake : styles.asleep}>
      <Player
        screens={data.screens}
        company={me.company?.name ?? ""}
        events="/api/events"
        fetchData={fetchData}
        onResumed={() => void refetch()}
      />
      <div className={styles.bar}>
        <Button
          icon={<FullscreenOutlined />}
          onClick={() => void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen())}
        >
          {t("screens.fullscreen")}
        </Button>
        {data.editable && (
          <Button icon={<EditOutlined />} onClick={() => void navigate(`/screens/${id}/edit`)}>
            {t("screens.edit")}
          </Button>
        )}
        <Button icon={<CloseOutlined />} aria-label={t("screens.close")} onClick={() => void navigate("/screens")} />
      </div>
    </div>
  );
}
