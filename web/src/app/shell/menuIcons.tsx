import AimOutlined from "@ant-design/icons/AimOutlined";
import ApartmentOutlined from "@ant-design/icons/ApartmentOutlined";
import AppstoreOutlined from "@ant-design/icons/AppstoreOutlined";
import AlertOutlined from "@ant-design/icons/AlertOutlined";
import BankOutlined from "@ant-design/icons/BankOutlined";
import BarChartOutlined from "@ant-design/icons/BarChartOutlined";
import BuildOutlined from "@ant-design/icons/BuildOutlined";
import DashboardOutlined from "@ant-design/icons/DashboardOutlined";
import DatabaseOutlined from "@ant-design/icons/DatabaseOutlined";
import DesktopOutlined from "@ant-design/icons/DesktopOutlined";
import ExportOutlined from "@ant-design/icons/ExportOutlined";
import FileTextOutlined from "@ant-design/icons/FileTextOutlined";
import HistoryOutlined from "@ant-design/icons/HistoryOutlined";
import InboxOutlined from "@ant-design/icons/InboxOutlined";
import LockOutlined from "@ant-design/icons/LockOutlined";
import SafetyCertificateOutlined from "@ant-design/icons/SafetyCertificateOutlined";
import SettingOutlined from "@ant-design/icons/SettingOutlined";
import ShoppingCartOutlined from "@ant-design/icons/ShoppingCartOutlined";
import ShoppingOutlined from "@ant-design/icons/ShoppingOutlined";
import SolutionOutlined from "@ant-design/icons/SolutionOutlined";
import TeamOutlined from "@ant-design/icons/TeamOutlined";
import type { ComponentType } from "react";

/** The server names icons by meaning; an unknown word gets the sheet of paper. */
const ICONS: Record<string, ComponentType> = {
  dashboard: DashboardOutlined,
  indicator: BarChartOutlined,
  screen: DesktopOutlined,
  strategy: ApartmentOutlined,
  target: AimOutlined,
  closing: LockOutlined,
  log: HistoryOutlined,
  alert: AlertOutlined,
  sale: ShoppingOutlined,
  purchase: ShoppingCartOutlined,
  stock: InboxOutlined,
  production: BuildOutlined,
  quality: SafetyCertificateOutlined,
  product: AppstoreOutlined,
  finance: BankOutlined,
  people: TeamOutlined,
  party: SolutionOutlined,
  data: DatabaseOutlined,
  settings: SettingOutlined,
  erp: ExportOutlined,
};

export function menuIcon(name: string | null | undefined) {
  const Icon = ICONS[name ?? ""] ?? FileTextOutlined;
  return <Icon />;
}
