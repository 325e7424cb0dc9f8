package clients

import (
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"
)

func SSHKnown(user string, signer ssh.Signer) (*ssh.ClientConfig, error) {
	check, err := knownhosts.New("/etc/ssh/ssh_known_hosts")
	if err != nil {
		return nil, err
	}
	return &ssh.ClientConfig{User: user, Auth: []ssh.AuthMethod{ssh.PublicKeys(signer)}, HostKeyCallback: check}, nil
}
