export { SessionsSkeleton as default } from "@/components/account/account-skeleton";
