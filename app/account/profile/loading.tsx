export { ProfileSkeleton as default } from "@/components/account/account-skeleton";
