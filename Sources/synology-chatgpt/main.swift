print("synology-chatgpt")
