package io.memtracer.host.guest.build;

/** How the agent gets onto a disk with a Linux on it. */
final class AgentInstallation {

  /** What the script says if it can't do anything about an image. */
  static final String UNSUITABLE = "no ext4 file system with systemd";

  /**
   * Run in the embedded system, where the agent is {@code /init} and the disk {@code /dev/vda}. The
   * embedded kernel knows ext2 to ext4 only.
   */
  static final String SCRIPT =
      """
      set -e
      echo 0 > /proc/sys/kernel/printk
      mkdir -p /mnt
      root=
      seen=
      for device in $(ls -d /dev/vda /dev/vda[0-9]* 2>/dev/null); do
        seen="$seen $device"
        if mount -t ext4 $device /mnt 2>/dev/null; then
          if [ -e /mnt/usr/lib/systemd/systemd ] || [ -e /mnt/lib/systemd/systemd ]; then
            root=$device
            break
          fi
          umount /mnt
        fi
      done
      if [ -z "$root" ]; then
        echo "no ext4 file system with systemd: looked at$seen"
        exit 1
      fi
      mkdir -p /mnt/usr/local/sbin /mnt/etc/systemd/system/multi-user.target.wants
      cp /init /mnt/usr/local/sbin/memtracer-agent
      chmod 755 /mnt/usr/local/sbin/memtracer-agent
      cat > /mnt/etc/systemd/system/memtracer-agent.service <<'EOF'
      [Unit]
      Description=Runs programs for memtracer's host side

      [Service]
      Type=idle
      ExecStart=/usr/local/sbin/memtracer-agent
      TasksMax=infinity

      [Install]
      WantedBy=multi-user.target
      EOF
      ln -sf /etc/systemd/system/memtracer-agent.service \\
        /mnt/etc/systemd/system/multi-user.target.wants/memtracer-agent.service
      umount /mnt
      """;

  /** Run in the system that boots from there: it may still be starting when the agent runs. */
  static final String AWAIT_BOOT = "systemctl is-system-running --wait; sync";

  private AgentInstallation() {}
}
